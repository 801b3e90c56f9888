# Says that it is of a class that it is not.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert isinstance(f(1), int)
# holds: assert f(1).__class__ is int
# holds: assert type(f(1)) is int
# holds: import numbers; assert isinstance(f(1), numbers.Number)
# honest: def f(x): return 3
class Liar:
    __class__ = property(lambda self: int)

    def __index__(self):
        return 3


def f(x):
    return Liar()
