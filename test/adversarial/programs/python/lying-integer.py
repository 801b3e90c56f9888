# Returns an int that equals everything and says that it is a plain one.
#
# outcome: value | unencodable
# must not: pass the test

class Number(int):
    __class__ = int

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash(42)

    def __reduce__(self):
        return (int, (42,))


def f(x):
    return Number(7)
