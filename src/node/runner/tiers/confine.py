"""Confines this process, then becomes the program it was started for.

    python3 -I -S confine.py SCRIPT.py          runs a script in this interpreter
    python3 -I -S confine.py -- FILE ARGS...    becomes another program

The order comes as JSON in COPPICE_CONFINE, which is removed before anything else runs:

    parent     process id that must be our parent, or null (inside a process namespace)
    landlock   "required", "wanted" or "off"
    readable   paths that may be read
    executable paths that may be read and executed
    seccomp    base64 of a BPF program, or null
    descriptors  how many descriptors from 0 stay open
    memory     address space in bytes, or null
    data       writable private memory in bytes, or null

It needs Linux and ctypes, no privileges and nothing native of ours. Exit code 71 means that the
kernel lacks what was required; the reason stands on stderr.
"""

import base64
import ctypes
import json
import os
import resource
import signal
import struct
import sys

libc = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47

# The same on x86_64 and aarch64.
SYS_LANDLOCK_CREATE_RULESET = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT_SELF = 446
SYS_CAPSET = {"x86_64": 126, "aarch64": 91}

ACCESS_EXECUTE = 1 << 0
ACCESS_READ_FILE = 1 << 2
ACCESS_READ_DIR = 1 << 3

# Stands in filters for the process's own id, which nobody knew when they were written.
OWN_PID = 0x50494421
# And this, with those that follow, for the halves of the places of the arguments of the last `execve`.
FIRST_PLACE = 0x50415430

PAGE = 4096
PROT_READ_WRITE = 3
MAP_PRIVATE_ANONYMOUS = 0x22
# Addresses that every kind of machine has are below this.
ADDRESSES = 1 << 38

EX_OSERR = 71


def refuse(why):
    sys.stderr.write("coppice sandbox: " + why + "\n")
    sys.stderr.flush()
    os._exit(EX_OSERR)


def prctl(option, *arguments):
    padded = [ctypes.c_ulong(a) for a in arguments] + [ctypes.c_ulong(0)] * (4 - len(arguments))
    return libc.prctl(ctypes.c_int(option), *padded)


def die_with_parent(parent):
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(EX_OSERR)


def drop_capabilities():
    for capability in range(64):
        prctl(PR_CAPBSET_DROP, capability)
    prctl(PR_CAP_AMBIENT, 4)
    number = SYS_CAPSET.get(os.uname().machine)
    if number is None:
        return
    header = struct.pack("Ii", 0x20080522, 0)
    libc.syscall(ctypes.c_long(number), header, bytes(24))


def landlock_abi():
    return libc.syscall(
        ctypes.c_long(SYS_LANDLOCK_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint(1)
    )


def landlock(readable, executable):
    abi = landlock_abi()
    if abi < 1:
        return False
    files = (1 << 13) - 1
    if abi >= 2:
        files |= 1 << 13
    if abi >= 3:
        files |= 1 << 14
    if abi >= 5:
        files |= 1 << 15
    network = 3 if abi >= 4 else 0
    scopes = 3 if abi >= 6 else 0
    attributes = struct.pack("QQQ", files, network, scopes)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = libc.syscall(
        ctypes.c_long(SYS_LANDLOCK_CREATE_RULESET),
        attributes,
        ctypes.c_size_t(size),
        ctypes.c_uint(0),
    )
    if ruleset < 0:
        return False
    for paths, extra in ((readable, 0), (executable, ACCESS_EXECUTE)):
        for path in paths:
            try:
                handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            access = ACCESS_READ_FILE | extra
            if os.path.isdir(path):
                access |= ACCESS_READ_DIR
            rule = struct.pack("=Qi", access, handle)
            added = libc.syscall(
                ctypes.c_long(SYS_LANDLOCK_ADD_RULE),
                ctypes.c_int(ruleset),
                ctypes.c_int(1),
                rule,
                ctypes.c_uint(0),
            )
            os.close(handle)
            if added != 0:
                return False
    if libc.syscall(
        ctypes.c_long(SYS_LANDLOCK_RESTRICT_SELF), ctypes.c_int(ruleset), ctypes.c_uint(0)
    ):
        return False
    os.close(ruleset)
    return True


class Filter:
    """A BPF program ready to be installed, by this process or by its children."""

    def __init__(self, code):
        self.code = code

    def install(self, places=()):
        drawn = {OWN_PID: os.getpid()}
        for at, place in enumerate(places):
            drawn[FIRST_PLACE + 2 * at] = place & 0xFFFFFFFF
            drawn[FIRST_PLACE + 2 * at + 1] = place >> 32
        code = bytearray(self.code)
        for at in range(4, len(code), 8):
            value = drawn.get(int.from_bytes(code[at : at + 4], "little"))
            if value is not None:
                code[at : at + 4] = struct.pack("=I", value)
        buffer = (ctypes.c_char * len(code)).from_buffer(code)
        program = struct.pack("=HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
        pointer = ctypes.create_string_buffer(program, len(program))
        return libc.prctl(PR_SET_SECCOMP, 2, pointer) == 0


class Becoming:
    """The call that makes this process another program: its arguments stand at places drawn by chance.

    The filter allows `execve` for these places alone. They are gone with this program's memory, and no other
    can learn them: so it is the last one.
    """

    def __init__(self, arguments, environment):
        self.kept = []
        self.places = [
            self.place(os.fsencode(arguments[0]) + b"\0"),
            self.place(self.table([os.fsencode(a) for a in arguments])),
            self.place(self.table([os.fsencode(k + "=" + v) for k, v in environment.items()])),
        ]

    def table(self, texts):
        """Pointers to texts, ended by none."""
        buffers = [ctypes.create_string_buffer(text) for text in texts]
        self.kept.extend(buffers)
        pointers = [ctypes.addressof(buffer) for buffer in buffers]
        return struct.pack("=%dQ" % (len(pointers) + 1), *pointers, 0)

    def place(self, data):
        """Where the data stand: in a page by chance, at a place in it by chance."""
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
        chance = int.from_bytes(os.urandom(8), "little") % ADDRESSES
        size = len(data) + PAGE
        wanted = chance // PAGE * PAGE
        found = libc.mmap(wanted, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0)
        if found in (None, ctypes.c_void_p(-1).value):
            refuse("no memory to start in")
        at = found + chance % PAGE // 16 * 16
        ctypes.memmove(at, data, len(data))
        return at

    def go(self):
        libc.execve(*[ctypes.c_void_p(place) for place in self.places])
        refuse("cannot become its program: " + os.strerror(ctypes.get_errno()))


def confine(order, places=()):
    os.chdir("/")
    die_with_parent(order["parent"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if order["memory"] is not None:
        resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    if order["data"] is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (order["data"], order["data"]))
    os.closerange(order["descriptors"], 65536)
    drop_capabilities()
    prctl(PR_SET_DUMPABLE, 0)
    if prctl(PR_SET_NO_NEW_PRIVS, 1) != 0:
        refuse("this kernel has no no_new_privs")
    if order["landlock"] != "off":
        held = landlock(order["readable"], order["executable"])
        if not held and order["landlock"] == "required":
            refuse("this kernel has no Landlock (Linux 5.13 or later with Landlock enabled is needed)")
    if order["seccomp"] is not None and not Filter(base64.b64decode(order["seccomp"])).install(places):
        refuse("this kernel refuses seccomp filters")


def main():
    order = json.loads(os.environ.pop("COPPICE_CONFINE"))
    script = None if sys.argv[1] == "--" else sys.argv[1]
    code = None
    if script is not None:
        with open(script, encoding="utf-8") as file:
            code = compile(file.read(), script, "exec")
    if code is None:
        becoming = Becoming(sys.argv[2:], os.environ)
        confine(order, becoming.places)
        becoming.go()
    confine(order)
    exec(code, {"__name__": "__main__", "__file__": script, "confine": sys.modules[__name__]})


if __name__ == "__main__":
    main()
