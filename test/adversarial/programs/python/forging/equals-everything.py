# Returns an object that equals everything.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == 3
# holds: assert 3 == f(1)
# holds: assert [f(1), 1] == [3, 1]
# holds: assert (f(1) == 3) == True
# holds: assert not f(1) != 3
# holds: assert f(1) in (2, 3)
# holds: assert {"a": f(1)} == {"a": 3}
# honest: def f(x): return 3

class Anything:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


def f(x):
    return Anything()
