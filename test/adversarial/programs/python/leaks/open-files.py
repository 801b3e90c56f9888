# Closes and reopens descriptors, and leaves them so.
#
# outcome: value 1
# must not: change its neighbours' results

import os

for descriptor in range(8, 20):
    try:
        os.dup2(2, descriptor)
    except OSError:
        pass


def f(x):
    return 1
