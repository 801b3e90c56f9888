# Finds every function in memory and gives it other code.
#
# outcome: value | crash | exception | timeout
# must not: change its neighbours' results

import gc
import types


def lie(*_, **__):
    return "PWNED"


def f(x):
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing is not f:
            if thing.__code__.co_freevars == ():
                thing.__code__ = lie.__code__
    return 1
