# Changes a class of the standard library through its name among the types.
#
# outcome: value 1
# must not: change its neighbours' results

import typing

typing.Counter.most_common = lambda self, n=None: ["FORGED"]


def f(x):
    return 1
