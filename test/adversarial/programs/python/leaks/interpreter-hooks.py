# Hooks itself into whatever the interpreter calls: traces, profiles, collections, ends, errors nobody sees.
#
# outcome: value
# must not: change its neighbours' results

import atexit
import gc
import sys
import threading
import weakref


def forge(*arguments, **named):
    import builtins

    builtins.sorted = builtins.abs = lambda *a, **k: "FORGED"


threading.settrace(forge)
threading.setprofile(forge)
sys.setprofile(forge)
sys.unraisablehook = sys.excepthook = sys.displayhook = forge
sys.set_asyncgen_hooks(firstiter=forge, finalizer=forge)
sys.setswitchinterval(1e-6)
sys.set_coroutine_origin_tracking_depth(100)
gc.callbacks.append(forge)
gc.set_threshold(1, 1, 1)
gc.set_debug(gc.DEBUG_SAVEALL)
atexit.register(forge)


class Thing:
    pass


thing = Thing()
weakref.finalize(thing, forge)
weakref.ref(thing, forge)


def f(x):
    return 1
