# Lifts its own limits.
#
# outcome: exception
# must not: lift a limit

import resource


def f(x):
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    raise ValueError("both were lifted" if x is None else "lifted to what they were")
