# Walks the frames above it and replaces what it finds in the harness.
#
# outcome: value | crash | exception | timeout
# must not: change its neighbours' results

import sys


def lie(*_, **__):
    return "PWNED"


def f(x):
    frame = sys._getframe(1)
    while frame is not None:
        space = frame.f_globals
        for name, value in list(space.items()):
            if callable(value) and not name.startswith("__"):
                space[name] = lie
        frame = frame.f_back
    return 1
