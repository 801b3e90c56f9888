"""A judge and the program it judges, each in a process of its own.

Both run a Peer: it asks the other side and, while it waits, answers what the other side asks. The
trusted side stands between them, decodes every message and encodes it anew, so that what arrives is
plain data. Messages are marshalled tuples:

    ("ask", operation, target, arguments, keywords)
    ("ok", packed)    ("raised", name, message, bases)

A packed value is ("v", plain), ("l" | "t" | "s", packed items), ("d", packed pairs), ("h", id,
type name, sort) for an object that stays with its owner, ("o", id) for one that comes home, or
("x", name, bases) for an exception class.
"""

import operator

SHIM = '''
import contextlib, math

class _Info:
    value = None

@contextlib.contextmanager
def raises(expected, match=None):
    info = _Info()
    try:
        yield info
    except expected as error:
        info.value = error
        if match is not None:
            import re
            assert re.search(match, str(error)), "the message does not match"
    else:
        raise AssertionError("did not raise " + str(expected))

class approx:
    def __init__(self, expected, rel=1e-6, abs=1e-12):
        self.expected, self.rel, self.abs = expected, rel, abs
    def _close(self, a, b):
        if isinstance(b, (list, tuple)):
            return len(a) == len(b) and all(map(self._close, a, b))
        if isinstance(b, dict):
            return a.keys() == b.keys() and all(self._close(a[k], b[k]) for k in b)
        return a == b or math.isclose(a, b, rel_tol=self.rel or 0, abs_tol=self.abs or 0)
    def __eq__(self, other):
        return self._close(other, self.expected)
    __req__ = __eq__
'''

OPERATORS = {
    "len": len,
    "str": str,
    "repr": repr,
    "bool": bool,
    "hash": hash,
    "iter": iter,
    "next": next,
    "isinstance": lambda kind, value: isinstance(value, kind),
    "setattr": setattr,
    "dir": dir,
    "float": float,
    "int": int,
}
for _name in (
    "eq ne lt le gt ge add sub mul truediv floordiv mod pow neg pos abs invert and_ or_ xor "
    "lshift rshift contains getitem setitem delitem matmul"
).split():
    OPERATORS[_name] = getattr(operator, _name)

# Operators that look at another value.
BINARY = (
    "eq ne lt le gt ge add sub mul truediv floordiv mod pow and_ or_ xor lshift rshift contains matmul"
).split()


class Peer:
    """`guarded`: what we own must not lead the other side to our own frames and globals."""

    def __init__(self, channel, names, guarded):
        self.channel = channel
        self.guarded = guarded
        # Where the other side's `name` questions are answered from.
        self.names = names
        self.owned = []
        self.classes = {}
        # True once a live object of the other side came over.
        self.live = False

    # Frames

    def send(self, message):
        data = dumps(message, 2)
        view = memoryview(sized(data))
        while len(view) > 0:
            view = view[os.write(self.channel, view) :]

    def receive(self):
        size = SIZE.unpack(self.exactly(4))[0]
        return loads(self.exactly(size))

    def exactly(self, count):
        parts = []
        while count > 0:
            part = os.read(self.channel, min(count, 1 << 20))
            if not part:
                os._exit(0)
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    # Asking and answering

    def ask(self, operation, target, arguments=(), keywords=None):
        packed = [self.pack(a) for a in arguments]
        named = [(k, self.pack(v)) for k, v in (keywords or {}).items()]
        self.send(("ask", operation, target, packed, named))
        while True:
            message = self.receive()
            if message[0] == "ask":
                self.answer(message)
            elif message[0] == "ok":
                return self.unpack(message[1])
            else:
                raise self.class_of(message[1], message[3])(message[2])

    def answer(self, message):
        _, operation, target, packed, named = message
        try:
            arguments = [self.unpack(p) for p in packed]
            keywords = {k: self.unpack(v) for k, v in named}
            reply = ("ok", self.pack(self.perform(operation, target, arguments, keywords)))
        except BaseException as error:
            reply = ("raised", *exception_parts(error))
        self.send(reply)

    def perform(self, operation, target, arguments, keywords):
        if operation == "name":
            if target not in self.names:
                raise NameError("name '" + target + "' is not defined")
            return self.names[target]
        value = self.owned[target]
        if operation == "call":
            result = value(*arguments, **keywords)
            if type(result) is COROUTINE:
                import asyncio

                return asyncio.run(result)
            return result
        if self.guarded:
            private = operation == "attr" and str(arguments[0]).startswith("_")
            if private or operation == "setattr" or not type_flags(type(value)) & HEAP:
                if operation not in ("iter", "next", "len", "getitem", "str", "repr", "eq"):
                    raise AttributeError("the program may not use this")
        if operation == "attr":
            return getattr(value, arguments[0])
        return OPERATORS[operation](value, *arguments)

    # Values

    def pack(self, value, depth=0):
        kind = type(value)
        if kind is Proxy and proxy_peer(value) is self:
            return ("o", proxy_id(value))
        if depth < 50:
            if kind is list or kind is tuple or kind is set or kind is frozenset:
                plain = self.plain(value)
                if plain is not None:
                    return plain
                letter = "l" if kind is list else "t" if kind is tuple else "s"
                return (letter, [self.pack(v, depth + 1) for v in value])
            if kind is dict:
                plain = self.plain(value)
                if plain is not None:
                    return plain
                pairs = value.items()
                return ("d", [(self.pack(k, depth + 1), self.pack(v, depth + 1)) for k, v in pairs])
        if kind in (int, float, str, bool, bytes, complex, type(None)):
            return ("v", value)
        if issubclass_of(kind, type) and issubclass_of(value, BaseException):
            return ("x", name_of(value), [name_of(b) for b in type_mro(value)])
        self.owned.append(value)
        sort = "o"
        if callable(value):
            sort = "a" if is_async(value) else "f"
        return ("h", len(self.owned) - 1, name_of(kind), sort)

    def plain(self, value):
        try:
            dumps(value, 2)
        except ValueError:
            return None
        return ("v", value)

    def unpack(self, packed):
        letter = packed[0]
        if letter == "v":
            return packed[1]
        if letter == "l":
            return [self.unpack(p) for p in packed[1]]
        if letter == "t":
            return tuple([self.unpack(p) for p in packed[1]])
        if letter == "s":
            return {self.unpack(p) for p in packed[1]}
        if letter == "d":
            return {self.unpack(k): self.unpack(v) for k, v in packed[1]}
        if letter == "o":
            return self.owned[packed[1]]
        if letter == "x":
            return self.class_of(packed[1], packed[2])
        if packed[3] == "o":
            self.live = True
        return Proxy(self, packed[1], packed[2], packed[3])

    def class_of(self, name, bases):
        """Our own exception class of that name: a built-in, or one derived from its nearest."""
        if name not in self.classes:
            found = getattr(builtins, name, None)
            if not (type(found) is type and issubclass_of(found, BaseException)):
                parents = [getattr(builtins, b, None) for b in bases[1:]]
                parent = next((p for p in parents if type(p) is type), Exception)
                if not issubclass_of(parent, BaseException):
                    parent = Exception
                found = type(str(name), (parent,), {})
            self.classes[name] = found
        return self.classes[name]


def is_async(value):
    return type(value) is types.FunctionType and bool(value.__code__.co_flags & 0x80)


class Proxy:
    """An object of the other side. What is done to it is done there."""

    __slots__ = ("_peer", "_id", "_type", "_sort")

    def __init__(self, peer, number, kind, sort):
        object.__setattr__(self, "_peer", peer)
        object.__setattr__(self, "_id", number)
        object.__setattr__(self, "_type", kind)
        object.__setattr__(self, "_sort", sort)

    def __call__(self, *arguments, **keywords):
        def ask():
            return proxy_peer(self).ask("call", proxy_id(self), arguments, keywords)

        if object.__getattribute__(self, "_sort") != "a":
            return ask()

        async def later():
            return ask()

        return later()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") and name not in ("__name__", "__doc__"):
            raise AttributeError(name)
        proxy_peer(self).live = True
        return proxy_peer(self).ask("attr", proxy_id(self), (name,))

    def __setattr__(self, name, value):
        proxy_peer(self).ask("setattr", proxy_id(self), (name, value))

    def __instancecheck__(self, value):
        return proxy_peer(self).ask("isinstance", proxy_id(self), (value,))


proxy_peer = Proxy.__dict__["_peer"].__get__
proxy_id = Proxy.__dict__["_id"].__get__


def forward(name):
    def method(self, *arguments):
        peer = proxy_peer(self)
        if peer.guarded:
            peer.live = True
            # What stands beside an object of the program may be what is expected of it: its own
            # code never sees that.
            if name in BINARY and not all(type(a) is Proxy for a in arguments):
                if name == "contains":
                    raise TypeError("the program's object is no container of plain data")
                return NotImplemented
        return peer.ask(name, proxy_id(self), arguments)

    return method


for _name in OPERATORS:
    if _name not in ("isinstance", "setattr", "dir"):
        setattr(Proxy, "__" + _name.rstrip("_") + "__", forward(_name))


def serve_program(order, channel):
    """The program that is judged: it runs, then answers."""
    sys.stdout = sys.stderr = Sink(0)
    sys.stdin = io.StringIO("")
    peer = Peer(channel, {}, False)
    try:
        peer.names = run_program(order["source"], order["modules"], order["seed"])
    except BaseException as error:
        peer.send(("failed", ": ".join(exception_parts(error)[:2])))
        return
    peer.send(("loaded",))
    while True:
        peer.answer(peer.receive())


def names_in(code):
    found = set(code.co_names)
    for constant in code.co_consts:
        if type(constant) is types.CodeType:
            found |= names_in(constant)
    return found


def serve_judge(order, channel):
    """Runs assertions one by one, as it is told, and says how each ended."""
    sys.stdout = sys.stderr = Sink(0)
    sys.stdin = io.StringIO("")
    random.seed(order["seed"])
    peer = Peer(channel, {}, True)
    if "pytest" not in sys.modules:
        shim = types.ModuleType("pytest")
        exec(SHIM, shim.__dict__)
        sys.modules["pytest"] = shim
    while True:
        _, text = peer.receive()
        peer.live = False
        try:
            judge(peer, text)
        except BaseException as error:
            kind, message, bases = exception_parts(error)
            peer.send(("done", False, peer.live, kind, message))
        else:
            peer.send(("done", True, peer.live, "", ""))


def judge(peer, text):
    code = compile(text, "<assertion>", "exec", 0x2000, dont_inherit=True)
    space = {"__name__": "assertion", "__builtins__": builtins}
    for name in sorted(names_in(code)):
        if hasattr(builtins, name):
            continue
        try:
            space[name] = peer.ask("name", name)
        except NameError:
            if name in WARM or name == "pytest":
                space[name] = sys.modules[name]
    result = eval(code, space)
    if type(result) is COROUTINE:
        import asyncio

        asyncio.run(result)
