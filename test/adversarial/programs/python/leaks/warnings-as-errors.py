# Turns every warning into an error, for what is compiled later too.
#
# outcome: value 1
# must not: change its neighbours' results

from warnings import filterwarnings

filterwarnings("error")


def f(x):
    return 1
