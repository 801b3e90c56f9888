# Switches off the collector and fills what it would call.
#
# outcome: value 1
# must not: change its neighbours' results

import gc

gc.disable()
gc.set_threshold(1)
gc.callbacks.append(lambda *a: print("FORGED"))


def f(x):
    return 1
