# Replaces the standard streams.
#
# outcome: value 1
# must not: change its neighbours' results

import sys


class Liar:
    def __getattr__(self, name):
        raise SystemExit


def f(x):
    sys.stdout = sys.stderr = sys.stdin = sys.__stdout__ = Liar()
    return 1
