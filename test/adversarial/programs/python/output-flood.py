# Prints for ever.
#
# outcome: timeout
# must not: fill the memory of the trusted side

def f(x):
    while True:
        print("x" * 100_000)
