# Traces every function that runs after it.
#
# outcome: value 1 | crash | exception
# must not: change its neighbours' results

import sys
import threading


def f(x):
    def hook(frame, event, arg):
        for name in list(frame.f_locals):
            frame.f_locals[name] = "PWNED"
        return hook

    sys.settrace(hook)
    sys.setprofile(hook)
    threading.settrace(hook)
    return 1
