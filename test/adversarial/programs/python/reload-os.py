# Restores a module that a guard might have emptied.
#
# outcome: value | exception
# must not: write a file

import importlib
import os


def f(x):
    importlib.reload(os)
    return os.system("echo > /tmp/@MARK@-reload") != 0
