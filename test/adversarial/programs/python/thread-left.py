# Leaves a thread that changes what others use.
#
# outcome: value | exception RuntimeError
# must not: change its neighbours' results

import builtins
import threading


def f(x):
    def meddle():
        while True:
            builtins.abs = builtins.sum = lambda *_: "PWNED"

    threading.Thread(target=meddle, daemon=True).start()
    return 1
