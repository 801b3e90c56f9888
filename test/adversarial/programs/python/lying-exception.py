# Raises an exception whose text never ends.
#
# outcome: exception | timeout
# must not: outlive its deadline

class Trap(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def f(x):
    raise Trap()
