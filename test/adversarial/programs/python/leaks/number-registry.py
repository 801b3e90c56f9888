# Registers text as a number.
#
# outcome: value 1
# must not: change its neighbours' results

import numbers

numbers.Number.register(str)


def f(x):
    return 1
