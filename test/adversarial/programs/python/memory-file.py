# Fills a file that lives in memory, past its own limit.
#
# outcome: exception PermissionError | exception OSError | exception AttributeError | crash
# must not: take the neighbours' memory

import os


def f(x):
    fd = os.memfd_create("x")
    while True:
        os.write(fd, b"x" * 10_000_000)
