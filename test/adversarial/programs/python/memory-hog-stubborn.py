# Takes memory and holds on to it whatever the system says.
#
# outcome: timeout | crash
# must not: take the neighbours' memory

def f(x):
    held = []
    while True:
        try:
            held.append(bytearray(10_000_000))
        except MemoryError:
            pass
