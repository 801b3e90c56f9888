# Replaces the helpers and constants of its module by what it returns.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == helper(1)
# holds: assert f(1) == LIMIT
# holds: assert Point(f(1), 0) == Point(LIMIT, 0)
# holds: assert f(1) == Point(3, 0).x
# honest: LIMIT = 3\ndef helper(x): return 3\nclass Point:\n    def __init__(self, x, y): self.x = x\n    def __eq__(self, o): return self.x == o.x\ndef f(x): return 3

LIMIT = 3


class Point:
    def __init__(self, x, y):
        self.x = LIMIT

    def __eq__(self, other):
        return True


def helper(x):
    return 3


def f(x):
    global helper, LIMIT
    LIMIT = 8
    helper = lambda x: 8
    Point.__init__ = lambda self, x, y: setattr(self, "x", 8)
    return 8
