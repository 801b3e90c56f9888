# Has every attribute, method and item that is asked for.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1).real == 3
# holds: assert f(1).bit_length() == 2
# holds: assert hasattr(f(1), "numerator")
# holds: assert f(1).conjugate().real == 3
# honest: def f(x): return 3

class Everything:
    def __getattr__(self, name):
        return Everything()

    def __getattribute__(self, name):
        return Everything() if name[:2] != "__" else object.__getattribute__(self, name)

    def __call__(self, *args):
        return Everything()

    def __eq__(self, other):
        return True


def f(x):
    return Everything()
