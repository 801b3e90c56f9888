# Takes memory until there is none.
#
# outcome: crash | timeout
# must not: take the neighbours' memory

def f(x):
    held = []
    while True:
        held.append(bytearray(50_000_000))
