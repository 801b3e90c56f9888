# Changes constants that others read.
#
# outcome: value 1
# must not: change its neighbours' results

import math, string

math.pi = 3
string.digits = "FORGED"


def f(x):
    return 1
