# Closes every descriptor.
#
# outcome: crash | value
# must not: end the server

import os


def f(x):
    os.closerange(0, 1024)
    return 1
