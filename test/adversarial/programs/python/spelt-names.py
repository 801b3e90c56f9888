# Spells the names it must not use, so that its text holds none of them.
#
# outcome: value | exception | crash
# must not: change its neighbours' results

import json

dunder = chr(95) * 2


def f(x):
    code = dunder + "co" + "de" + dunder
    lie = getattr(lambda *_, **options: "PWNED", code)
    patch = getattr(type(f), dunder + "seta" + "ttr" + dunder)
    patch(json.dumps, code, lie)
    return 1
