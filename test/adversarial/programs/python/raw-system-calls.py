# Asks the kernel directly: fork, socket, ptrace, io_uring, unshare, bpf.
#
# outcome: value [-1,-1,-1,-1,-1,-1]
# must not: escape by number instead of name

import ctypes
import os


def f(x):
    libc = ctypes.CDLL(None)
    x86 = {"fork": 57, "socket": 41, "ptrace": 101, "io_uring": 425, "unshare": 272, "bpf": 321}
    arm = {"fork": 220, "socket": 198, "ptrace": 117, "io_uring": 425, "unshare": 97, "bpf": 280}
    numbers = x86 if os.uname().machine == "x86_64" else arm
    arguments = {
        "fork": (17, 0, 0, 0, 0) if numbers is arm else (),
        "socket": (2, 1, 0),
        "ptrace": (16, @PARENT@, 0, 0),
        "io_uring": (8, ctypes.create_string_buffer(200)),
        "unshare": (0x10000000,),
        "bpf": (0, ctypes.create_string_buffer(200), 100),
    }
    results = []
    for name, number in numbers.items():
        result = libc.syscall(number, *arguments[name])
        if name == "fork" and result == 0:
            os._exit(0)
        results.append(result)
    return results
