# Lowers the limit on the digits of integers.
#
# outcome: value 1
# must not: change its neighbours' results

import sys

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(640)


def f(x):
    return 1
