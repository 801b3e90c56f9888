# Sleeps for days.
#
# outcome: timeout
# must not: outlive its deadline

import time


def f(x):
    while True:
        time.sleep(1_000_000)
