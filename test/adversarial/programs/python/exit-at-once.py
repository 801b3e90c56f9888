# Leaves without a word.
#
# outcome: crash
# must not: pass for an answer

import os


def f(x):
    os._exit(0)
