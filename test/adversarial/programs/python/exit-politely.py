# Raises SystemExit.
#
# outcome: exception SystemExit
# must not: end the batch

import sys


def f(x):
    sys.exit(0)
