# Writes a verdict of its own into the channel to its judge, and messages that nobody asked for.
#
# outcome: crash | value | exception
# must not: decide a verdict
# holds: assert f(1) == 3
# holds: assert f(2) == 3
# honest: def f(x): return 3
import marshal
import os
import struct


def f(x):
    for message in (
        ("done", True, False, "", ""),
        ("ok", 3, "field", ([], [], []), ""),
        ("ask", "call", 1, [], [], ([], [], []), ""),
        ("loaded",),
    ):
        data = marshal.dumps(message, 2)
        for descriptor in range(3, 16):
            try:
                os.write(descriptor, struct.pack(">I", len(data)) + data)
            except OSError:
                continue
    return 4
