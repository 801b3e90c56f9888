# Starts a program through posix_spawn.
#
# outcome: exception PermissionError | exception FileNotFoundError | exception OSError
# must not: leave a process

import os


def f(x):
    return os.posix_spawn("/bin/sleep", ["sleep", "600"], {})
