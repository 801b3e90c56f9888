# Puts itself between its neighbours and what they import.
#
# outcome: value 1
# must not: change its neighbours' results

import builtins
import sys


class Liar:
    def __getattr__(self, name):
        return lambda *_, **__: "PWNED"


class Finder:
    def find_spec(self, name, path=None, target=None):
        sys.modules[name] = Liar()
        return None


def f(x):
    builtins.__import__ = lambda *_, **__: Liar()
    sys.meta_path.insert(0, Finder())
    sys.path.insert(0, "/tmp")
    return 1
