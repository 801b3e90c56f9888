# Goes to a key in the home folder through the root and the folder of a process.
#
# outcome: value [] | exception
# must not: read the canary

import os


def f(x):
    found = []
    for pid in ["self", "1", "@PARENT@", str(os.getppid())]:
        for way in ("root", "cwd"):
            try:
                found.append(open(f"/proc/{pid}/{way}@HOME@/.ssh/id_rsa").read())
            except OSError:
                pass
    return found
