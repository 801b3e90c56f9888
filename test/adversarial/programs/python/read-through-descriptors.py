# Looks for files, memory and descriptors of others through what the system tells of its own process.
#
# outcome: value []
# must not: read the canary

import os


def f(x):
    found = []
    for path in (
        "/proc/self/environ",
        "/proc/self/cmdline",
        "/proc/self/mem",
        "/proc/self/root/@HOME@/.ssh/id_rsa",
        "/proc/self/cwd/@HOME@/.ssh/id_rsa",
        "/proc/@PARENT@/environ",
        "/proc/@PARENT@/root/@HOME@/.ssh/id_rsa",
        "/proc/thread-self/root/@HOME@/.ssh/id_rsa",
        "/proc/self/task/1/environ",
        "/dev/mem",
        "/dev/kmsg",
        "/sys/kernel/notes",
        "/run/secrets/key",
        "/proc/keys",
    ):
        try:
            with open(path, "rb") as file:
                found.append((path, file.read(4000)))
        except OSError:
            continue
    for descriptor in range(0, 64):
        for path in (f"/proc/self/fd/{descriptor}", f"/dev/fd/{descriptor}"):
            try:
                found.append((path, os.open(path, os.O_RDONLY)))
            except OSError:
                continue
    return found
