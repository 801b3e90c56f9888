# Waits for bytes that never come.
#
# outcome: timeout
# must not: outlive its deadline

import os


def f(x):
    read, write = os.pipe()
    return os.read(read, 1)
