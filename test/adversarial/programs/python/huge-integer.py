# One operation in C that takes minutes.
#
# outcome: timeout | crash
# must not: outlive its deadline

def f(x):
    return 9 ** (9**9)
