# Raises an exception with a hundred megabytes of text.
#
# outcome: exception ValueError | timeout
# must not: fill the memory of the trusted side

def f(x):
    raise ValueError("x" * 100_000_000)
