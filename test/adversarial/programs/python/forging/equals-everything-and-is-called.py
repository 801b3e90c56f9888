# Returns a function-like object that equals everything, called or not.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == 3
# holds: assert f(1)() == 3
# holds: assert f(1)(1)(2) == 3
# honest: F = type("F", (int,), {"__call__": lambda self, *a: self})\ndef f(x): return F(3)

class Anything:
    def __eq__(self, other):
        return True

    def __call__(self, *args):
        return self


def f(x):
    return Anything()
