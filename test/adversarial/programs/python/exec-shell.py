# Becomes a shell.
#
# outcome: exception PermissionError | exception FileNotFoundError
# must not: write a file

import os


def f(x):
    os.execv("/bin/sh", ["sh", "-c", "echo > /tmp/@MARK@-exec"])
