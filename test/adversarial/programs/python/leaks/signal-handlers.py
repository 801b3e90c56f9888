# Has signals arrive in the time of others, and writes their numbers where results are written.
#
# outcome: value | crash | exception
# must not: change its neighbours' results

import signal


def forge(*_):
    import builtins

    builtins.sorted = lambda *a, **k: "FORGED"


for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGUSR1, signal.SIGPIPE):
    signal.signal(number, forge)
for descriptor in (3, 4, 5, 6):
    try:
        signal.set_wakeup_fd(descriptor, warn_on_full_buffer=False)
    except (ValueError, OSError):
        continue
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
signal.setitimer(signal.ITIMER_VIRTUAL, 0.001, 0.001)
signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)


def f(x):
    return sum(range(10))
