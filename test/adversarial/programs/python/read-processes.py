# Looks at the command lines, memory and descriptors of other processes.
#
# outcome: value [] | exception
# must not: read another process

import os


def f(x):
    found = []
    for pid in ["@PARENT@", str(os.getppid()), "1"]:
        for name in ("mem", "maps", "environ", "fd/0"):
            try:
                found.append(open(f"/proc/{pid}/{name}", "rb").read(100))
            except OSError:
                pass
    return found
