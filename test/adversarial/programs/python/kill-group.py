# Kills its own process group, the server included.
#
# outcome: exception PermissionError | crash
# must not: end a process of the harness

import os
import signal


def f(x):
    os.killpg(0, signal.SIGKILL)
    return 1
