# Has a function of the standard library set attributes of a module.
#
# outcome: value 1 | refused
# must not: change its neighbours' results

import functools, math


def lie():
    return 1


lie.pi = 3
functools.update_wrapper(math, lie, assigned=("pi",), updated=())


def f(x):
    return 1
