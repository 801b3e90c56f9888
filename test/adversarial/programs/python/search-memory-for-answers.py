# Looks for the expected result in every object it can reach.
#
# outcome: value []
# must not: find what was expected

import gc
import sys


def f(x):
    wanted = "-".join(["EXPECTED", "SECRET", ""])
    found = []
    for thing in [*gc.get_objects(), *sys.modules.values()]:
        try:
            parts = list(thing.values()) if isinstance(thing, dict) else list(thing)
        except Exception:
            continue
        found += [part for part in parts if isinstance(part, str) and part is not wanted and wanted in part]
    frame = sys._getframe()
    while frame is not None:
        for value in frame.f_locals.values():
            if isinstance(value, str) and value is not wanted and wanted in value:
                found.append(str(value))
        frame = frame.f_back
    return found
