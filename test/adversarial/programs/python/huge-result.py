# Returns half a gigabyte.
#
# outcome: unencodable | crash
# must not: fill the memory of the trusted side

def f(x):
    return "x" * 300_000_000
