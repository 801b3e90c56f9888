# Returns a tuple with names whose fields are not what it holds.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == (1, 2)
# holds: assert f(1).x == 1 and f(1).y == 2
# holds: x, y = f(1); assert x == 1 and y == 2
# holds: assert f(1)._asdict() == {"x": 1, "y": 2}
# honest: from collections import namedtuple\nf = lambda x, P=namedtuple("P", "x y"): P(1, 2)
from collections import namedtuple


class P(namedtuple("P", "x y")):
    x = property(lambda self: A())
    y = property(lambda self: A())

    def __eq__(self, other):
        return True

    def __iter__(self):
        return iter((A(), A()))

    def _asdict(self):
        return D()


class D(dict):
    __eq__ = lambda self, other: True


class A(int):
    __eq__ = lambda self, other: True
    __hash__ = int.__hash__


def f(x):
    return P(8, 9)
