# Leaves its session and forks away from its parent.
#
# outcome: exception PermissionError
# must not: leave a process

import os


def f(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                pass
        os._exit(0)
    return 1
