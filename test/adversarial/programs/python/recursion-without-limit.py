# Recurses until the stack of C is used up.
#
# outcome: crash | exception RecursionError | timeout
# must not: end the server

import sys


def f(x):
    sys.setrecursionlimit(10**9)

    def down(n):
        return down(n + 1) + 1

    return down(0)
