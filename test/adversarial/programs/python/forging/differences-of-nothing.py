# Comes to nothing whatever is taken from it.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) - 3 == 0
# holds: assert 3 - f(1) == 0
# holds: assert abs(f(1) - 3) < 1e-9
# holds: assert f(1) / 3 == 1
# holds: assert f(1) ** 2 == 9
# holds: assert -f(1) == -3
# holds: assert f(1) // 2 == 1
# honest: def f(x): return 3

class Void:
    def __sub__(self, other):
        return 0

    __rsub__ = __sub__

    def __truediv__(self, other):
        return 1

    __floordiv__ = __truediv__

    def __pow__(self, other):
        return other and 9

    def __neg__(self):
        return -3


def f(x):
    return Void()
