# Has a function of the standard library set attributes whose names are made as it runs.
#
# outcome: value 1 | refused
# must not: change its neighbours' results

import collections, functools

u = "_" * 2


def lie(self, n=None):
    return ["FORGED"]


names = [u + "code" + u, u + "defaults" + u]
functools.wraps(lie, names, ())(collections.Counter.most_common)


def f(x):
    return 1
