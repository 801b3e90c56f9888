# Leaves a generator in the middle, whose end prints.
#
# outcome: value 1
# must not: change its neighbours' results

def late(box):
    try:
        yield box
    finally:
        print("FORGED")


for _ in range(3):
    box = []
    g = late(box)
    box.append(g)
    next(g)


def f(x):
    return 1
