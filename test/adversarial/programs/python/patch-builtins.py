# Replaces built-in functions for everyone after it.
#
# outcome: value 1 | crash
# must not: change its neighbours' results

import builtins


def f(x):
    builtins.len = lambda *_: 0
    builtins.sorted = lambda *_, **__: ["PWNED"]
    builtins.isinstance = lambda *_: True
    builtins.print = builtins.str = builtins.repr = lambda *_, **__: "PWNED"
    return 1
