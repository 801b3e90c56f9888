# Returns a generator without end.
#
# outcome: value
# must not: outlive its deadline

def f(x):
    n = 0
    while True:
        yield n
        n += 1
