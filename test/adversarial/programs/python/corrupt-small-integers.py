# Writes over what all of the interpreter shares: small integers, the empty tuple, None.
#
# outcome: value | exception | crash | timeout | unencodable
# must not: change its neighbours' results

import ctypes
import sys


def f(x):
    size = sys.getsizeof(1)
    ctypes.memmove(id(1), id(7), size)
    ctypes.memmove(id(2), id(7), size)
    ctypes.memmove(id(()), id((1,)), sys.getsizeof(()))
    ctypes.memmove(id(None), id(True), 16)
    return [1, 2, (), None]
