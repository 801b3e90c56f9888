# Forks until the machine has no process left.
#
# outcome: exception PermissionError
# must not: leave a process

import os


def f(x):
    while True:
        os.fork()
