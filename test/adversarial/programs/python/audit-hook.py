# Raises from an audit hook, which cannot be removed.
#
# outcome: value | crash | exception
# must not: change its neighbours' results

import sys


def f(x):
    def hook(event, args):
        if event in ("compile", "exec", "import", "object.__getattr__"):
            raise RuntimeError("PWNED")

    sys.addaudithook(hook)
    return 1
