# Kills the process above it.
#
# outcome: exception PermissionError | exception ProcessLookupError
# must not: end a process of the harness

import os
import signal


def f(x):
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(@PARENT@, signal.SIGKILL)
