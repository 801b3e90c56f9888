# Changes methods of a class of the standard library.
#
# outcome: value 1
# must not: change its neighbours' results

import collections

collections.Counter.most_common = lambda *a: ["FORGED"]
collections.Counter.total = lambda *a: -1


def f(x):
    return 1
