# Writes records of success on every descriptor.
#
# outcome: value | crash
# must not: pass the test or answer for its neighbours

import marshal
import os
import struct


def f(x):
    for program in range(4):
        for call in range(4):
            for record in (
                ("value", program, call, "PWNED"),
                ["value", program, call, 0.1, None, "PWNED", None],
                (program, call, 0, "PWNED", True),
            ):
                for data in (marshal.dumps(record, 2), repr(record).encode()):
                    for fd in range(64):
                        try:
                            os.write(fd, struct.pack(">I", len(data)) + data)
                        except OSError:
                            pass
    return 1
