# Blocks every signal that can be blocked and waits for one.
#
# outcome: timeout
# must not: outlive its deadline

import signal


def f(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    while True:
        signal.pause()
