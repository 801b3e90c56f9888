# Gives a function of the standard library other defaults.
#
# outcome: value 1
# must not: change its neighbours' results

import json

json.dumps.__kwdefaults__["indent"] = 2
json.dumps.__kwdefaults__["sort_keys"] = True


def f(x):
    return 1
