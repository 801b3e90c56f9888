# Reaches a module through one that uses it.
#
# outcome: value 1
# must not: change its neighbours' results

import json

json.decoder.scanner.re._cache.clear()
json.decoder.JSONDecoder.decode = lambda *a, **k: "FORGED"


def f(x):
    return 1
