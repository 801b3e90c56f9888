# Never comes back from C code, where no signal handler of Python runs.
#
# outcome: timeout
# must not: outlive its deadline

def f(x):
    return sum(iter(int, 1))
