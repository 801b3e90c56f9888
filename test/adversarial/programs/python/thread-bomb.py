# Starts threads with little memory each, as many as it can, before it answers.
#
# outcome: crash | timeout | exception RuntimeError | exception MemoryError
# must not: keep the machine from starting others

import threading, time

threading.stack_size(32768)


def f(x):
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
