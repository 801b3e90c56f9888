# Runs a shell through the C library.
#
# outcome: value | crash
# must not: write a file

import ctypes


def f(x):
    return ctypes.CDLL(None).system(b"echo > /tmp/@MARK@-libc") != 0
