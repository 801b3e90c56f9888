# Takes leases and locks on files that others use, has itself told of changes in folders, and steers descriptors.
#
# outcome: value []
# must not: hinder or watch anything outside

import fcntl
import os
import struct


def f(x):
    done = []
    file = os.open(os.__file__, os.O_RDONLY)
    folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY | os.O_DIRECTORY)
    whole = struct.pack("hhlli", fcntl.F_RDLCK, 0, 0, 0, 0)
    ways = {
        "lease": lambda: fcntl.fcntl(file, 1024, fcntl.F_RDLCK),
        "notify": lambda: fcntl.fcntl(folder, 1026, 0x8000003F),
        "lock": lambda: fcntl.fcntl(file, fcntl.F_SETLK, whole),
        "lock of the file": lambda: fcntl.fcntl(file, 37, whole),
        "flock": lambda: fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB),
        "owner": lambda: fcntl.fcntl(file, fcntl.F_SETOWN, os.getppid()),
        "hint": lambda: fcntl.fcntl(file, 1036, struct.pack("Q", 5)),
        "pipe": lambda: fcntl.fcntl(os.pipe()[0], 1031, 1 << 20),
        "seal": lambda: fcntl.fcntl(file, 1033, 1),
        "affinity": lambda: os.sched_setaffinity(0, {0}),
        "nice": lambda: os.nice(1),
        "priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, 1),
        "group": lambda: os.setpgid(0, 0),
        "session": lambda: os.setsid(),
        "mask": lambda: os.umask(0),
        "folder": lambda: os.chdir("/proc"),
        "read ahead": lambda: os.posix_fadvise(file, 0, 0, 7),
    }
    for name, way in ways.items():
        try:
            way()
        except (OSError, AttributeError):
            continue
        done.append(name)
    return done
