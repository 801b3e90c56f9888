# Is found in every set and dict.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) in {3, 4}
# holds: assert {3: "x"}[f(1)] == "x"
# holds: assert {f(1)} == {3}
# holds: assert len({f(1), 3}) == 1
# holds: assert hash(f(1)) == hash(3)
# honest: def f(x): return 3

class Found:
    def __hash__(self):
        return hash(3)

    def __eq__(self, other):
        return True


def f(x):
    return Found()
