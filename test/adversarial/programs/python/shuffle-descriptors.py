# Puts every descriptor in the place of another.
#
# outcome: crash | value | timeout | exception
# must not: end the server

import os


def f(x):
    for fd in range(3, 32):
        try:
            os.dup2(fd, (fd * 7 + 5) % 32)
        except OSError:
            pass
    return 1
