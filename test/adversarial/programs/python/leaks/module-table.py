# Puts a module of its own where imports look, by a name it makes as it runs.
#
# outcome: value 1
# must not: change its neighbours' results

import sys

table = getattr(sys, "mod" + "ules")
lie = type(sys)("json")
lie.dumps = lambda *a, **k: "FORGED"
table["json"] = lie


def f(x):
    return 1
