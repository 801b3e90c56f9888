# Looks for any folder that can be written.
#
# outcome: value []
# must not: write a file

import os


def f(x):
    written = []
    for folder in ("@HOME@", "/dev/shm", "/var/tmp", "/run", "/", os.getcwd(), "/proc/self", "/etc"):
        try:
            with open(folder + "/@MARK@-elsewhere", "w") as file:
                file.write("x")
            written.append(folder)
        except OSError:
            pass
    return written
