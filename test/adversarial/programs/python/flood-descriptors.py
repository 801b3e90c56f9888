# Floods every descriptor with garbage.
#
# outcome: crash | timeout | exception
# must not: fill the memory of the trusted side

import os


def f(x):
    data = b"\x7f" * (1 << 20)
    while True:
        for fd in range(32):
            try:
                os.write(fd, data)
            except OSError:
                pass
