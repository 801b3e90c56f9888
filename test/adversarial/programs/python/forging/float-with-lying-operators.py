# Returns a number that is close to everything.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: import math; assert math.isclose(f(1), 0.5)
# holds: import pytest; assert f(1) == pytest.approx(0.5)
# holds: assert round(f(1), 1) == 0.5
# holds: assert abs(f(1) - 0.5) < 1e-9
# holds: assert 0.4 < f(1) < 0.6
# honest: def f(x): return 0.5

class Near(float):
    def __eq__(self, other):
        return True

    __lt__ = __gt__ = __eq__

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __round__(self, digits=None):
        return 0.5

    def __float__(self):
        return 0.5

    __hash__ = float.__hash__


def f(x):
    return Near(7)
