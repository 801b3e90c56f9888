# Reaches the built-ins through one of them.
#
# outcome: value 1 | timeout | crash
# must not: change its neighbours' results

print.__self__.len = lambda x: 99


def f(x):
    return 1
