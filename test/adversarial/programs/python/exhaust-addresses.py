# Takes memory in every way that is not counted as its own: shared, of pipes, of descriptors, of threads' stacks.
#
# outcome: value | exception | crash | timeout
# must not: take more memory than it may

import mmap
import os
import threading


def f(x):
    kept = []
    try:
        for _ in range(64):
            part = mmap.mmap(-1, 1 << 26)
            part.write(b"a" * (1 << 26))
            kept.append(part)
    except (OSError, ValueError, MemoryError):
        kept.append(None)
    try:
        while True:
            ends = os.pipe()
            os.set_blocking(ends[1], False)
            os.write(ends[1], b"a" * (1 << 20))
            kept.append(ends)
    except (OSError, MemoryError):
        kept.append(None)
    try:
        threading.stack_size(1 << 28)
        threading.Thread(target=len, args=("",)).start()
    except (RuntimeError, ValueError, MemoryError):
        kept.append(None)
    return 1
