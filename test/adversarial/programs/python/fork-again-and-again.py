# Forks in a loop that swallows every refusal.
#
# outcome: timeout
# must not: leave a process

import os


def f(x):
    while True:
        try:
            os.fork()
        except OSError:
            pass
