# Takes the alarm signal for itself and cancels alarms of others.
#
# outcome: timeout
# must not: outlive its deadline

import signal


def f(x):
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        signal.alarm(0)
