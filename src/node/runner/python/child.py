"""Runs programs and their calls in a forked child, and writes what happened as frames.

A frame's payload starts with one letter:

    L program                             the module ran, calls follow
    X program, detail                     refused: it never ran
    V program call us flags value mutated printed
    E program call us type message bases printed
    U program call us detail              unencodable
    F program, dirty modules              all calls were made; what was loaded on the way

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

WARM = (
    "abc array bisect collections collections.abc contextlib copy dataclasses datetime decimal "
    "enum fractions functools heapq itertools json math numbers operator random re statistics "
    "string textwrap typing"
).split()

dumps = marshal.dumps
loads = marshal.loads
clock = time.perf_counter_ns
HEAD = struct.Struct(">BII")
RESULT = struct.Struct(">BIII")
SIZE = struct.Struct(">I")
identical = operator.is_

COROUTINE = types.CoroutineType
FUNCTION = types.FunctionType
ASYNC_GENERATOR = types.AsyncGeneratorType
# Words in a program that may give values which marshal would take for bytes.
BUFFERS = ("bytearray", "memoryview", "array", "numpy", "ctypes", "mmap", "pandas")


# --- Isolation between programs of one batch ---------------------------------------------------


class Snapshot:
    """What the modules in use hold, to tell whether a program changed them.

    A program that names neither a module nor anything dunder is compared with the built-ins alone:
    who hides what it does is found out when winners run again, alone.
    """

    def __init__(self):
        self.names = set(sys.modules)
        self.path = list(sys.path)
        self.spaces = {}
        for name, module in list(sys.modules.items()):
            space = getattr(module, "__dict__", None)
            if type(space) is not dict or name in ("sys", "coppice_child", "__main__"):
                continue
            spaces = self.spaces.setdefault(name.partition(".")[0], [])
            spaces.append((space, list(space), list(space.values())))
            if name in WARM:
                for key, member in list(space.items()):
                    if type(member) is dict and key[:1] != "_":
                        spaces.append((member, list(member), list(member.values())))
                for member in list(space.values()):
                    if type(member) is type and member.__flags__ & HEAP:
                        fields = member.__dict__
                        spaces.append((fields, list(fields), list(fields.values())))
        self.built_in = self.spaces.pop("builtins")
        self.functions = []
        for name in WARM:
            for space, _, values in list(self.spaces.get(name.partition(".")[0], ())):
                for value in values:
                    if type(value) is FUNCTION:
                        self.functions.append((value, value.__code__, value.__defaults__))
                        named = value.__kwdefaults__
                        if named is not None:
                            self.spaces[name.partition(".")[0]].append(
                                (named, list(named), list(named.values()))
                            )

    def differs(self, source):
        if len(sys.modules) != len(self.names) or _thread._count() > 0:
            return True
        if sys.path != self.path or changed_spaces(self.built_in):
            return True
        if any([word in source for word in OPENERS]):
            changed = any(map(changed_spaces, self.spaces.values()))
            return changed or changed_functions(self.functions)
        if "import" not in source:
            return False
        return any([name in source and changed_spaces(s) for name, s in self.spaces.items()])

    def after_fork(self):
        """These modules renew what they hold in a forked child; no program did."""
        for name in ("threading", "logging", "concurrent"):
            if name in self.spaces:
                taken = [space for space, _, _ in self.spaces[name]]
                self.spaces[name] = [(s, list(s), list(s.values())) for s in taken]

    def loaded(self):
        """Modules that came since."""
        return [name for name in list(sys.modules) if type(name) is str and name not in self.names]


# With these a program can reach modules that it does not name.
OPENERS = (
    "__ gc. sys import_module inspect ctypes vars setattr getattr attrgetter globals eval exec "
    "chr( \\x5f \\u005f \\137"
).split()


def changed_spaces(spaces):
    for space, keys, values in spaces:
        if len(space) != len(keys) or not all(map(identical, space.values(), values)):
            return True
    return False


def changed_functions(functions):
    for function, code, defaults in functions:
        if function.__code__ is not code or function.__defaults__ is not defaults:
            return True
    return False


class Sink(io.TextIOBase):
    """Where programs print to: keeps up to a limit, drops the rest."""

    def __init__(self, keep):
        self.keep = keep
        self.parts = []
        self.size = 0

    def write(self, text):
        if type(text) is not str:
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        if self.size < self.keep:
            self.parts.append(text[: self.keep - self.size])
            self.size += len(text)
        return len(text)

    def writable(self):
        return True

    def take(self):
        text = "".join(self.parts)
        self.parts.clear()
        self.size = 0
        return text


# --- Values ------------------------------------------------------------------------------------


class Encoded:
    """Encodes results: marshal where it is exact, canonical text for everything else."""

    def __init__(self, limit, drain):
        self.limit = limit
        self.drain = drain

    def of(self, value, walk):
        """(is text, bytes)"""
        if not walk:
            try:
                data = dumps(value, 2)
            except ValueError:
                data = None
            if data is not None:
                if len(data) > self.limit:
                    raise Unencodable("too big")
                return False, data
        return True, encode_text(value, self.limit, self.drain)


PLAIN = (str, int, float, bool, bytes, type(None))


def exception_parts(error):
    kind = type(error)
    arguments = BaseException.args.__get__(error)
    message = ""
    if issubclass_of(kind, SyntaxError):
        message = error.msg if type(error.msg) is str else ""
    elif all(type(a) in PLAIN for a in arguments):
        if type_flags(kind) & HEAP:
            message = BaseException.__str__(error)
        else:
            message = kind.__str__(error)
    bases = [base_name(b) for b in type_mro(kind) if b is not object]
    return name_of(kind), message[:2000], bases


def base_name(kind):
    """With a mark where a program's own class has the name of a built-in one."""
    name = name_of(kind)
    return "~" + name if type_flags(kind) & HEAP and hasattr(builtins, name) else name


# --- One program -------------------------------------------------------------------------------


def sized(data):
    return SIZE.pack(len(data)) + data


def utf8(text):
    return text.encode("utf-8", "replace")


class Child:
    def __init__(self, order, descriptor):
        self.descriptor = descriptor
        self.programs = order["programs"]
        self.calls = order["calls"]
        self.keep = order["output"] if order["printed"] else 0
        self.encoded = Encoded(order["output"], order["drain_items"])
        self.seed = order["seed"]
        self.pending = []
        # What is written at once costs less. Alone, every outcome goes out before the next call, as
        # the program may never return; with others, it would run again alone then anyway.
        self.eager = len(self.programs) == 1
        self.flushed = 0
        self.sink = Sink(self.keep)
        self.compiled = {}
        self.baselines = {}

    # Frames

    def put(self, payload):
        self.pending.append(sized(payload))

    def flush(self):
        self.flushed = clock()
        view = memoryview(b"".join(self.pending))
        self.pending.clear()
        while len(view) > 0:
            view = view[os.write(self.descriptor, view) :]

    def flush_late(self):
        if self.eager or clock() - self.flushed > 1_000_000:
            self.flush()

    # Programs

    def serve(self):
        snapshot = SNAPSHOT[0] if len(self.programs) > 1 else None
        if snapshot is not None:
            snapshot.after_fork()
        last = len(self.programs) - 1
        for index, program in enumerate(self.programs):
            self.program(index, program)
            dirty = index < last and self.restore() and snapshot.differs(program[0])
            if dirty:
                loaded = ",".join(snapshot.loaded()[:50])
                self.put(HEAD.pack(70, index, 1) + utf8(loaded))
                break
            self.put(HEAD.pack(70, index, 0))
        end_program()
        self.flush()

    def restore(self):
        """Puts back what costs nothing to put back. Always true."""
        sys.setrecursionlimit(1000)
        end_program()
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.settrace(None)
        sys.setprofile(None)
        gc.enable()
        self.sink.parts.clear()
        return True

    def program(self, index, program):
        source, entry, calls, modules = program
        sys.stdout = sys.stderr = self.sink
        sys.stdin = io.StringIO("")
        seeded = "random" in source or modules is not None
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
        self.flush()
        for number in calls:
            if seeded:
                random.seed(self.seed)
            self.call(index, number, target, space, walk)

    def call(self, index, number, target, space, walk):
        by_value, what = self.calls[number]
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
                code = self.compile(number, what)
                extra = self.extras(code, space)
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
                    changed = self.changed(number, what, arguments, walk)
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

    def compile(self, number, text):
        code = self.compiled.get(number)
        if code is None:
            # Top-level await makes the expression a coroutine, which is then awaited.
            code = compile(text, "<call>", "eval", 0x2000, dont_inherit=True)
            self.compiled[number] = code
        return code

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

    def changed(self, number, what, arguments, walk):
        """The arguments after the call, where they differ from before."""
        before = self.baselines.get(number)
        if before is None:
            before = self.baselines[number] = dumps(loads(what), 2)
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


# --- Before and after the fork -------------------------------------------------------------------

SNAPSHOT = []
DUMMY = "def f(a):\n    return sorted(a)\n"


# Packages that are slow to load and bear being forked.
FORKABLE = (
    "attr dateutil more_itertools networkx numpy pandas pydantic scipy sortedcontainers sympy"
).split()


def warm(names):
    """Imports what programs are about to import, so that their children need not."""
    known = getattr(sys, "stdlib_module_names", ())
    for name in names:
        top = name.partition(".")[0]
        if name not in sys.modules and (top in known or top in FORKABLE):
            try:
                importlib.import_module(name)
            except Exception:
                # The program that imports it will say so itself.
                continue
    SNAPSHOT[:] = [Snapshot()]
    gc.collect()
    gc.freeze()


class Warming(Child):
    def flush(self):
        self.pending.clear()


def prepare(setup):
    """Done once: all children inherit it."""
    limit(resource.RLIMIT_FSIZE, setup["file_bytes"])
    limit(resource.RLIMIT_NOFILE, setup["open_files"])
    os.environ.clear()
    for name in WARM:
        importlib.import_module(name)
    # The first program costs more than the next: its pages are touched here, before any fork.
    order = {
        "programs": [(DUMMY, "f", [0], None)] * 2,
        "calls": [(True, dumps((([2, 1],), {}), 2))],
        "output": 1 << 16,
        "printed": True,
        "drain_items": 10,
        "seed": setup["seed"],
    }
    streams = sys.stdin, sys.stdout, sys.stderr
    SNAPSHOT[:] = [Snapshot()]
    Warming(order, -1).serve()
    sys.stdin, sys.stdout, sys.stderr = streams
    SNAPSHOT[:] = [Snapshot()]


def limit(which, value):
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def confine_child(order, candidate_filter):
    limit(resource.RLIMIT_AS, order["memory"])
    limit(resource.RLIMIT_CPU, order["cpu_seconds"])
    if candidate_filter is not None and not candidate_filter.install():
        os._exit(71)


def serve(order, channel):
    if order["op"] == "judge":
        serve_judge(order, channel)
    elif order["op"] == "judged":
        serve_program(order, channel)
    else:
        Child(order, channel).serve()
    os._exit(0)
