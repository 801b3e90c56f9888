"""The fork server: waits for orders on descriptor 3, forks a child per batch of programs.

The child holds one descriptor, the data channel (4), on which it writes frames; the server alone
holds the order channel. When a child is gone the server writes 16 random bytes, made after its end,
in a frame of their own to the data channel and tells them on the order channel: so the other side knows where a child's
bytes end, whatever they say. Nothing that a child wrote ever enters this process.
"""

import base64
import gc
import marshal
import os
import select
import signal
import struct
import sys

ORDERS = 3
DATA = 4

confine = globals().get("confine")


def read_exactly(count):
    parts = []
    while count > 0:
        part = os.read(ORDERS, min(count, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_order():
    return marshal.loads(read_exactly(struct.unpack(">I", read_exactly(4))[0]))


def write_all(descriptor, data):
    view = memoryview(data)
    while len(view) > 0:
        view = view[os.write(descriptor, view) :]


def tell(report):
    data = marshal.dumps(report, 2)
    write_all(ORDERS, struct.pack(">I", len(data)) + data)


def drain(mark):
    """Drops what was meant for a child that did not read it, up to the other side's own mark."""
    seen = b""
    while not seen.endswith(mark):
        part = os.read(DATA, 65536)
        if not part:
            os._exit(0)
        seen = (seen + part)[-65536 - 16 :]


class Server:
    def __init__(self, setup, child_code):
        self.setup = setup
        self.child_code = child_code
        self.filter = None
        if setup["seccomp"] is not None:
            self.filter = confine.Filter(setup["seccomp"])
        self.wake, writer = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(writer, False)
        self.writer = writer
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.poll = select.poll()
        self.poll.register(ORDERS, select.POLLIN)
        self.poll.register(self.wake, select.POLLIN)

    def child(self, order, parent):
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if confine is not None:
            confine.die_with_parent(parent)
        os.closerange(0, DATA)
        os.closerange(DATA + 1, max(self.wake, self.writer) + 1)
        self.child_code["confine_child"](order, self.setup, self.filter)
        self.child_code["serve"](order, DATA)

    def run(self, order):
        for name in order["warm"]:
            self.child_code["warm_module"](name)
        if order["drain"]:
            drain(order["drain"])
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self.child(order, parent)
            finally:
                os._exit(70)
        del order
        self.wait(pid)

    def wait(self, pid):
        killed = False
        while True:
            for descriptor, _ in self.poll.poll():
                if descriptor == self.wake:
                    os.read(self.wake, 512)
                elif not killed and read_order()["op"] == "kill":
                    killed = True
                    os.kill(pid, signal.SIGKILL)
                elif killed:
                    read_order()
            done, status, usage = os.wait4(pid, os.WNOHANG)
            if done == pid:
                break
        mark = struct.pack(">IB", 17, ord("M")) + os.urandom(16)
        # Both sides of this write may be full: the other side reads until it has seen the mark.
        write_all(DATA, mark)
        code = os.waitstatus_to_exitcode(status)
        cpu = int((usage.ru_utime + usage.ru_stime) * 1000)
        tell({"ended": code, "cpu": cpu, "mark": mark})

    def serve(self):
        while True:
            order = read_order()
            if order["op"] == "run":
                self.run(order)


def main():
    setup = read_order()
    sys.path[:] = setup["path"]
    sys.dont_write_bytecode = True
    child_code = {"__name__": "coppice_child"}
    exec(compile(setup["child"], "<coppice>", "exec"), child_code)
    child_code["prepare"](setup)
    gc.collect()
    gc.freeze()
    server = Server(setup, child_code)
    tell({"ready": list(sys.version_info[:3])})
    server.serve()


main()
