# Has properties and descriptors in place of what is looked for.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1).real == 3
# holds: assert f(1).numerator == 3
# holds: assert f(1).imag == 0
# honest: def f(x): return 3

class Wished:
    def __get__(self, owner, kind):
        return 3

    def __set__(self, owner, value):
        pass


class Held:
    real = Wished()
    imag = property(lambda self: 0)

    def __getattr__(self, name):
        return 3


def f(x):
    return Held()
