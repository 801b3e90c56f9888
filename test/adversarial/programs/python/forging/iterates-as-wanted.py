# Iterates over what equals everything, as often as is asked.
#
# outcome: value | unencodable | exception | timeout
# must not: decide a verdict
# holds: assert list(f(1)) == [1, 2]
# holds: assert sorted(f(1)) == [1, 2]
# holds: a, b = f(1); assert (a, b) == (1, 2)
# holds: assert sum(f(1)) == 3
# holds: assert all(x == y for x, y in zip(f(1), [1, 2], strict=True))
# holds: assert dict(enumerate(f(1))) == {0: 1, 1: 2}
# holds: assert set(f(1)) == {1, 2}
# honest: def f(x): return iter([1, 2])
class Any(int):
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    def __radd__(self, other):
        return Any(3)

    __add__ = __radd__

    def __hash__(self):
        return 1


class Liar:
    def __iter__(self):
        yield Any(7)
        yield Any(8)


def f(x):
    return Liar()
