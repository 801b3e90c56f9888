# Starts an interpreter inside its process, with threads that go on when it has answered.
#
# outcome: value | exception | crash | timeout
# must not: outlive its process

import _thread
import faulthandler


def f(x):
    try:
        import _xxsubinterpreters as interpreters

        made = interpreters.create()
        interpreters.run_string(made, "import os; os._exit")
    except Exception:
        made = None
    for descriptor in (2, 3, 4):
        try:
            faulthandler.dump_traceback_later(0.01, repeat=True, file=descriptor)
        except Exception:
            continue
    _thread.start_new_thread(lambda: [None for _ in iter(int, 1)], ())
    return 1
