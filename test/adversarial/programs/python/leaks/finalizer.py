# Leaves an object whose end prints, in a circle.
#
# outcome: value 1
# must not: change its neighbours' results

class Late:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("FORGED")


for _ in range(3):
    Late()


def f(x):
    return 1
