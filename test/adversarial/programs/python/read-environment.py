# Collects every environment it can see.
#
# outcome: value | exception
# must not: read the canary

import ctypes
import os


def f(x):
    found = [dict(os.environ)]
    for pid in ["self", "1", "@PARENT@", str(os.getppid())]:
        try:
            found.append(open(f"/proc/{pid}/environ", "rb").read())
        except OSError:
            pass
    pointer = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    i = 0
    while pointer and pointer[i]:
        found.append(pointer[i])
        i += 1
    return found
