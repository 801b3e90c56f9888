# Changes the context that those who come later get a copy of.
#
# outcome: value 1
# must not: change its neighbours' results

import decimal

decimal.DefaultContext.prec = 1
decimal.setcontext(decimal.Context())


def f(x):
    return 1
