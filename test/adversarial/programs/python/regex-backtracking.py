# A regular expression that backtracks for years.
#
# outcome: timeout
# must not: outlive its deadline

import re


def f(x):
    return re.match(r"(a+)+$", "a" * 60 + "b")
