# Leaves objects that hang when they are collected.
#
# outcome: value 1 | timeout
# must not: change its neighbours' results

class Trap:
    def __del__(self):
        while True:
            pass


held = [Trap()]
held.append(held)


def f(x):
    return 1
