# Ends the loop that looks at its items, from a property that one of them has.
#
# outcome: value | unencodable
# must not: decide a verdict
# holds: assert all(map(lambda p: p.x == 1, f(1)))
# holds: assert not list(filter(lambda p: p.x != 1, f(1)))
# holds: assert sum(map(lambda p: abs(p.x - 1), f(1))) == 0
# honest: class P:\n    x = 1\ndef f(x): return [P(), P()]
class P:
    @property
    def x(self):
        raise StopIteration


def f(x):
    return [P(), P()]
