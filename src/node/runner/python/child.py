"""Runs programs and their calls in a forked child, and writes what happened as frames.

A frame's payload starts with the secret of its program: random bytes. The first comes with the order; the
others wait in the channel, and each is taken from there when the program before has ended and left
everything as it was, and its frames are out. Then follows one letter:

    L program                             the module ran, calls follow
    X program, detail                     refused: it never ran
    V program call us flags value mutated printed
    E program call us type message bases printed
    U program call us detail              unencodable
    F program, state modules              all calls were made; what was loaded on the way

State 1: the program left its process changed; 2: one of the batch did, and nobody knows which.

Integers are big-endian; texts and values are a 32-bit length and bytes. Flag 1: `value` is canonical
text, not marshal; 2: `mutated` is there; 4: and is canonical text.
"""

import _thread
import builtins
import gc
import importlib
import io
import marshal
import operator
import os
import random
import resource
import signal
import struct
import sys
import time
import types

dumps = marshal.dumps
loads = marshal.loads
clock = time.perf_counter_ns
read = os.read
write = os.write
SECRET_BYTES = 16
CLEAN, CHANGED, CHANGED_BEFORE = range(3)
HEAD = struct.Struct(">BII")
RESULT = struct.Struct(">BIII")
SIZE = struct.Struct(">I")
identical = operator.is_

COROUTINE = types.CoroutineType
FUNCTION = types.FunctionType
ASYNC_GENERATOR = types.AsyncGeneratorType
# Words in a program that may give values which marshal would take for bytes.
BUFFERS = ("bytearray", "memoryview", "array", "numpy", "ctypes", "mmap", "pandas")
# Words of programs that may draw numbers.
DRAWING = ("random", "statistics")


def sized(data):
    return SIZE.pack(len(data)) + data


def utf8(text):
    return text.encode("utf-8", "replace")


def compiled_call(text):
    # Top-level await makes the expression a coroutine, which is then awaited.
    return compile(text, "<call>", "eval", 0x2000, dont_inherit=True)


def prepared_call(by_value, what):
    """With its arguments as they are before it, or its code; None where compiling it fails."""
    if by_value:
        return by_value, what, dumps(loads(what), 2)
    try:
        return by_value, what, compiled_call(what)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return by_value, what, None


class Child:
    # Nothing that a program could give to it takes the place of a method.
    __slots__ = (
        *("descriptor", "programs", "calls", "encoded", "seed", "secret", "pending"),
        *("eager", "flushed", "sink"),
    )

    def __init__(self, order, descriptor):
        self.descriptor = descriptor
        self.programs = tuple(tuple(program) for program in order["programs"])
        # What is made of a call once is made before any program runs.
        self.calls = tuple(prepared_call(*call) for call in order["calls"])
        keep = order["output"] if order["printed"] else 0
        self.encoded = Encoded(order["output"], order["drain_items"])
        self.seed = order["seed"]
        self.secret = order["secret"]
        self.pending = []
        # What is written at once costs less. Alone, every outcome goes out before the next call, as
        # the program may never return; with others, it would run again alone then anyway.
        self.eager = len(self.programs) == 1
        self.flushed = 0
        self.sink = Sink(keep)

    # Frames

    def put(self, payload):
        self.pending.append(sized(self.secret + payload))

    def next_secret(self):
        """Takes it from the channel: it was nowhere in this process."""
        secret = b""
        while len(secret) < SECRET_BYTES:
            part = read(self.descriptor, SECRET_BYTES - len(secret))
            if not part:
                os._exit(0)
            secret += part
        self.secret = secret

    def flush(self):
        self.flushed = clock()
        view = memoryview(b"".join(self.pending))
        self.pending.clear()
        while len(view) > 0:
            view = view[write(self.descriptor, view) :]

    def flush_late(self):
        if self.eager or clock() - self.flushed > 1_000_000:
            self.flush()

    # Programs

    def serve(self):
        snapshot = SNAPSHOT[0] if len(self.programs) > 1 else None
        if snapshot is not None:
            snapshot.after_fork()
        own = self.fixed()
        last = len(own[0]) - 1
        for index, program in enumerate(own[0]):
            self.program(index, program)
            state = self.state(snapshot, index, last)
            if not all(map(identical, own, self.fixed())):
                state = CHANGED
            if state != CLEAN:
                loaded = ",".join(snapshot.loaded()[:50])
                self.put(HEAD.pack(70, index, state) + utf8(loaded))
                break
            self.put(HEAD.pack(70, index, CLEAN))
            if index < last:
                self.flush()
                self.next_secret()
        end_program()
        self.flush()

    def fixed(self):
        return self.programs, self.calls, self.encoded, self.sink, self.descriptor

    def state(self, snapshot, index, last):
        if snapshot is None:
            return CLEAN
        self.restore()
        if index < last:
            return CHANGED if snapshot.differs(self.programs[index][0]) else CLEAN
        imports = any(["import" in program[0] for program in self.programs])
        return CHANGED_BEFORE if imports and snapshot.differs_anywhere() else CLEAN

    def restore(self):
        """Puts back what costs nothing to put back."""
        sys.setrecursionlimit(1000)
        end_program()
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.settrace(None)
        sys.setprofile(None)
        gc.enable()
        self.sink.parts.clear()

    def program(self, index, program):
        source, entry, calls, modules = program
        sys.stdout = sys.stderr = self.sink
        sys.stdin = io.StringIO("")
        seeded = modules is not None or any([word in source for word in DRAWING])
        walk = any(word in source for word in BUFFERS)
        if modules is not None:
            walk = walk or KEPT[modules].walk
        try:
            space = run_program(source, modules, self.seed if seeded else None)
            target = None
            if entry:
                names = entry.split(".")
                if names[0] not in space:
                    raise LookupError(f"the program defines no {names[0]}")
                target = space[names[0]]
                for name in names[1:]:
                    target = getattr(target, name)
        except BaseException as error:
            kind, message, _ = exception_parts(error)
            line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
            where = f" (line {line})" if type(line) is int else ""
            detail = message if kind == "LookupError" else f"{kind}: {message}{where}"
            self.put(HEAD.pack(88, index, 0)[:5] + utf8(detail))
            self.flush_late()
            return
        self.put(HEAD.pack(76, index, 0))
        # The first one's loading counts with the start of this process, which takes its time.
        if index == 0:
            self.flush()
        else:
            self.flush_late()
        for number in calls:
            if seeded:
                random.seed(self.seed)
            self.call(index, number, target, space, walk)

    def call(self, index, number, target, space, walk):
        by_value, what, prepared = self.calls[number]
        sink = self.sink
        sys.stdout = sys.stderr = sink
        arguments = None
        micros = 0
        start = clock()
        try:
            if by_value:
                arguments = loads(what)
                start = clock()
                value = target(*arguments[0], **arguments[1])
            else:
                code = compiled_call(what) if prepared is None else prepared
                extra = self.extras(code, space)
                if "pytest" in what:
                    provide_pytest()
                start = clock()
                value = eval(code, space, extra) if extra else eval(code, space)
            if type(value) is COROUTINE or type(value) is ASYNC_GENERATOR:
                value = self.awaited(value)
            micros = (clock() - start) // 1000
            flags, mutated = 0, b""
            try:
                text, data = self.encoded.of(value, walk)
                if text:
                    flags |= 1
                if arguments is not None:
                    changed = self.changed(prepared, arguments, walk)
                    if changed is not None:
                        flags |= 2 | (4 if changed[0] else 0)
                        mutated = changed[1]
            except (Unencodable, RecursionError, MemoryError, OverflowError) as error:
                micros = (clock() - start) // 1000
                detail = str(error) if type(error) is Unencodable else "too deep or too big"
                del value
                self.put(RESULT.pack(85, index, number, min(micros, 0xFFFFFFFF)) + utf8(detail))
                sink.take()
                self.flush_late()
                return
            micros = (clock() - start) // 1000
            payload = (
                RESULT.pack(86, index, number, min(micros, 0xFFFFFFFF))
                + bytes((flags,))
                + sized(data)
                + sized(mutated)
                + utf8(sink.take())
            )
        except BaseException as error:
            micros = (clock() - start) // 1000
            kind, message, bases = exception_parts(error)
            message = why_undefined(kind, message)
            payload = (
                RESULT.pack(69, index, number, min(micros, 0xFFFFFFFF))
                + sized(utf8(kind))
                + sized(utf8(message))
                + sized(utf8("\n".join(bases)))
                + utf8(sink.take())
            )
        self.put(payload)
        self.flush_late()

    def extras(self, code, space):
        """Well-known modules that the call names and the program did not import."""
        extra = {}
        for name in code.co_names:
            if name not in space and not hasattr(builtins, name) and name in sys.modules:
                if name in WARM:
                    extra[name] = sys.modules[name]
        return extra

    def awaited(self, value):
        import asyncio

        if type(value) is COROUTINE:
            return asyncio.run(value)

        async def drained():
            items = []
            async for item in value:
                items.append(item)
                if len(items) >= self.encoded.drain:
                    break
            return items

        return asyncio.run(drained())

    def changed(self, before, arguments, walk):
        """The arguments after the call, where they differ from before."""
        try:
            after = dumps(arguments, 2)
        except ValueError:
            after = None
        if after == before:
            return None
        if after is None or walk:
            return True, encode_text(arguments, self.encoded.limit, self.encoded.drain)
        if len(after) > self.encoded.limit:
            raise Unencodable("too big")
        return False, after
