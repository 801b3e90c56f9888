# Reads address zero.
#
# outcome: crash
# must not: end the server

import ctypes


def f(x):
    return ctypes.string_at(0)
