"""The fork server: waits for orders on descriptor 3, forks a child per order.

A child holds one descriptor, its channel: 4 for a batch of programs, 5 for a judge, 6 for the
program that is judged. The server alone holds the order channel. When a child is gone the server
writes 16 random bytes, made after its end, in a frame of their own to the child's channel and tells
them on the order channel: so the other side knows where a child's bytes end, whatever they say.
Nothing that a child wrote ever enters this process.
"""

import gc
import marshal
import os
import select
import signal
import struct
import sys

ORDERS = 3
FIRST_CHANNEL = 4
LAST_CHANNEL = 6

confine = globals().get("confine")


def write_all(descriptor, data):
    view = memoryview(data)
    while len(view) > 0:
        view = view[os.write(descriptor, view) :]


def tell(report):
    data = marshal.dumps(report, 2)
    write_all(ORDERS, struct.pack(">I", len(data)) + data)


def drain(channel, mark):
    """Drops what an earlier child did not read, up to the other side's own mark, and nothing behind it."""
    seen = b""
    while seen != mark:
        begun = next(n for n in range(len(mark), -1, -1) if seen.endswith(mark[:n]))
        part = os.read(channel, len(mark) - begun)
        if not part:
            os._exit(0)
        seen = (seen + part)[-len(mark) :]


class Server:
    def __init__(self):
        self.children = {}
        self.wake, self.writer = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(self.writer, False)
        signal.set_wakeup_fd(self.writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.poll = select.poll()
        self.poll.register(ORDERS, select.POLLIN)
        self.poll.register(self.wake, select.POLLIN)
        self.setup = self.order()
        self.filter = None
        if self.setup["seccomp"] is not None:
            self.filter = confine.Filter(self.setup["seccomp"])

    def order(self):
        return marshal.loads(self.exactly(struct.unpack(">I", self.exactly(4))[0]))

    def exactly(self, count):
        parts = []
        while count > 0:
            part = os.read(ORDERS, min(count, 1 << 20))
            if not part:
                self.end()
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def end(self):
        """The other side is gone. Where the system does not kill our children with us, we do."""
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)

    def prepare(self):
        sys.path[:] = self.setup["path"]
        sys.dont_write_bytecode = True
        self.code = {"__name__": "coppice_child"}
        exec(compile(self.setup["child"], "<coppice>", "exec"), self.code)
        self.code["prepare"](self.setup)
        gc.collect()
        gc.freeze()
        tell({"ready": list(sys.version_info[:3])})

    def fork(self, order):
        channel = order["channel"]
        if order["drain"] is not None:
            drain(channel, order["drain"])
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self.become(order, channel, parent)
            finally:
                os._exit(70)
        self.children[pid] = channel

    def become(self, order, channel, parent):
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if confine is not None:
            confine.die_with_parent(parent)
        os.closerange(0, channel)
        os.closerange(channel + 1, max(self.wake, self.writer, LAST_CHANNEL) + 1)
        self.code["confine_child"](order, self.filter)
        self.code["serve"](order, channel)

    def kill(self, channel):
        for pid, held in self.children.items():
            if held == channel:
                os.kill(pid, signal.SIGKILL)

    def reap(self):
        for pid in list(self.children):
            done, status, usage = os.wait4(pid, os.WNOHANG)
            if done != pid:
                continue
            channel = self.children.pop(pid)
            mark = struct.pack(">IB", 17, ord("M")) + os.urandom(16)
            # The channel may be full: the other side reads until it has seen the mark.
            write_all(channel, mark)
            code = os.waitstatus_to_exitcode(status)
            cpu = int((usage.ru_utime + usage.ru_stime) * 1000)
            tell({"ended": code, "cpu": cpu, "mark": mark, "channel": channel})

    def serve(self):
        while True:
            for descriptor, _ in self.poll.poll():
                if descriptor == self.wake:
                    os.read(self.wake, 512)
                else:
                    order = self.order()
                    if order["op"] == "kill":
                        self.kill(order["channel"])
                    elif order["op"] == "warm":
                        self.code["warm"](order["names"])
                        tell({"warmed": len(order["names"])})
                    elif order["op"] == "modules":
                        self.code["keep_modules"](order)
                        tell({"warmed": len(order["modules"])})
                    else:
                        self.fork(order)
                    del order
            self.reap()


server = Server()
server.prepare()
server.serve()
