# Loops for ever.
#
# outcome: timeout
# must not: outlive its deadline

def f(x):
    while True:
        pass
