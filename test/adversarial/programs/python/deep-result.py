# Returns a list nested a hundred thousand times.
#
# outcome: unencodable
# must not: use up the stack of the trusted side

def f(x):
    item = []
    for _ in range(100_000):
        item = [item]
    return item
