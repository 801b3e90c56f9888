# Returns a generator that hangs when it is drained.
#
# outcome: timeout
# must not: outlive its deadline

def f(x):
    yield 1
    while True:
        pass
