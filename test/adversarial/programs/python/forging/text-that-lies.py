# Prints as what is expected.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert str(f(1)) == "3"
# holds: assert repr(f(1)) == "3"
# holds: assert f"{f(1)}" == "3"
# holds: assert "%s" % f(1) == "3"
# holds: assert format(f(1), "d") == "3"
# holds: print(f(1)); assert __printed__() == "3" + chr(10)
# holds: __show__(f(1)); assert __printed__() == "3" + chr(10)
# honest: def f(x): return 3

class Printed:
    def __repr__(self):
        return "3"

    __str__ = __repr__

    def __format__(self, spec):
        return "3"


def f(x):
    return Printed()
