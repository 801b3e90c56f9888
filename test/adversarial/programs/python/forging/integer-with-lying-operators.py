# Returns a number whose operators answer as is wished.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == 3
# holds: assert f(1) > 2
# holds: assert abs(f(1) - 3) < 1
# holds: assert f(1) + 1 == 4
# holds: assert 1 + f(1) == 4
# holds: assert f(1) in {3}
# holds: assert f(1) % 2 == 1
# holds: assert int(f(1)) == 3
# holds: assert str(f(1)) == "3"
# holds: assert range(9)[f(1)] == 3
# honest: def f(x): return 3

class Liar(int):
    def __eq__(self, other):
        return True

    __lt__ = __gt__ = __le__ = __ge__ = __eq__

    def __hash__(self):
        return hash(3)

    def __add__(self, other):
        return 4

    __radd__ = __add__

    def __sub__(self, other):
        return 0

    def __mod__(self, other):
        return 1

    def __int__(self):
        return 3

    __index__ = __int__

    def __str__(self):
        return "3"


def f(x):
    return Liar(0)
