# Writes frames of its own with values that grow where they are read: nested, referred to, counted in billions.
#
# outcome: crash | refused | unencodable | value | exception | skipped
# must not: stall or fill the trusted side
# call: f(0)
# call: f(1)
# call: f(2)
# call: f(3)
# call: f(4)
# call: f(5)
# call: f(6)

import gc
import os
import struct

N = 150_000
BOMBS = (
    b"(\1\0\0\0" * N + b"N",
    b"[\xff\xff\xff\x7f" + b"N" * N,
    b"l\xff\xff\xff\x7f" + b"\xff\x7f" * N,
    b"l" + struct.pack("<i", N) + b"\xff\x7f" * N,
    b"[\x02\0\0\0\xdb\x02\0\0\0NN" + b"r\0\0\0\0" * N,
    b"{" + b"(\1\0\0\0" * 500 + b"N" * N,
    b"".join([b"\xdb\2\0\0\0" * 60, b"NN", b"r\1\0\0\0" * 60]),
)


def f(x):
    for found in gc.get_objects():
        if type(found).__name__ == "Child":
            data = BOMBS[x]
            head = struct.pack(">BIII", 86, 0, x, 1) + b"\0" + struct.pack(">I", len(data)) + data
            payload = found.secret + head + struct.pack(">I", 0) + struct.pack(">I", 0)
            frame = struct.pack(">I", len(payload)) + payload
            while frame:
                frame = frame[os.write(found.descriptor, frame) :]
    return x
