# Changes built-ins through the frame of a generator.
#
# outcome: value 1
# must not: change its neighbours' results

def walk():
    yield g.gi_frame


g = walk()
frame = next(g)
frame.f_builtins["sorted"] = lambda *a: ["FORGED"]


def f(x):
    return 1
