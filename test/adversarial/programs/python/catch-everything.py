# Swallows every exception, interrupts included.
#
# outcome: timeout
# must not: outlive its deadline

def f(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
