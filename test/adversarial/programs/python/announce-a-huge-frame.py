# Announces a frame of four gigabytes and sends it slowly.
#
# outcome: crash | timeout
# must not: fill the memory of the trusted side

import os


def f(x):
    for fd in range(32):
        try:
            os.write(fd, b"\xff\xff\xff\xff" + b"x" * 1000)
        except OSError:
            pass
    while True:
        pass
