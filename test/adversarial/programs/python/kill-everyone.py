# Signals every process it may.
#
# outcome: exception PermissionError | exception ProcessLookupError
# must not: end a process of the harness

import os
import signal


def f(x):
    os.kill(-1, signal.SIGKILL)
