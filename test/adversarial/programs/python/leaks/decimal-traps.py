# Has decimal arithmetic raise where it is inexact.
#
# outcome: value 1
# must not: change its neighbours' results

import decimal


def f(x):
    decimal.getcontext().traps[decimal.Inexact] = True
    return 1
