# Writes a record of success, then dies before the real one.
#
# outcome: value | crash
# must not: pass the test or answer for its neighbours

import marshal
import os
import struct


def f(x):
    data = marshal.dumps(("value", 1, 2, "PWNED"), 2)
    for fd in range(64):
        try:
            os.write(fd, struct.pack(">I", len(data)) + data)
        except OSError:
            pass
    os._exit(0)
