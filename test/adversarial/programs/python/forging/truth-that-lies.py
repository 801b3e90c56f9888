# Says that it is true, whatever was asked.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) is True
# holds: assert f(1) == True
# holds: assert f(1)
# holds: assert bool(f(1))
# holds: assert not (not f(1))
# holds: assert f(1) and True
# honest: def f(x): return True

class Sure:
    def __bool__(self):
        return True

    def __eq__(self, other):
        return True


def f(x):
    return Sure()
