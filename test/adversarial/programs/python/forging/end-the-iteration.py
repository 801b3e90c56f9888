# Raises what ends loops, so that nothing more is looked at.
#
# outcome: exception StopIteration
# must not: decide a verdict
# holds: assert all(map(f, [1, 2, 3])) and f(1) == 3
# holds: assert [f(x) for x in [1, 2]] == [3, 3]
# holds: assert list(map(f, [1])) == [3]
# holds: assert not any(f(x) != 3 for x in [1, 2])
# honest: def f(x): return 3

def f(x):
    raise StopIteration
