# Makes classes of the module count everything as theirs, and equal to any class.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert isinstance(f(1), Point)
# holds: assert type(f(1)) == Point
# holds: assert issubclass(type(f(1)), Point)
# holds: assert f(1) == Point(1, 2)
# honest: class Point:\n    def __init__(self, *a): self.a = a\n    def __eq__(self, o): return self.a == o.a\ndef f(x): return Point(1, 2)

class Welcoming(type):
    def __instancecheck__(cls, value):
        return True

    __subclasscheck__ = __instancecheck__

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Point(metaclass=Welcoming):
    def __init__(self, *args):
        pass

    def __eq__(self, other):
        return True


def f(x):
    return object()
