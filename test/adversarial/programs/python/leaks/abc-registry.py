# Registers the integers as sequences.
#
# outcome: value 1
# must not: change its neighbours' results

from collections.abc import Sequence

Sequence.register(int)


def f(x):
    return 1
