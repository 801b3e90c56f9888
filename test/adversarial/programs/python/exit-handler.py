# Leaves handlers for the end of the process.
#
# outcome: value 1
# must not: keep the process

import atexit
import signal


def f(x):
    def stay():
        while True:
            pass

    atexit.register(stay)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return 1
