"""A judge and the program it judges, each in a process of its own.

Both run a Peer: it asks the other side and, while it waits, answers what the other side asks. The
trusted side stands between them, decodes every message and encodes it anew, so that what arrives is
plain data. Messages are marshalled tuples, values in them are packed as `exchange.py` says:

    ("ask", operation, target, arguments, keywords, parcel, printed)
    ("ok", value, note, parcel, printed)    ("raised", error, note, parcel, printed)

`printed` is what the program wrote since its last message. The note on an answer of the program's is
"field" where no code of the program ran to find an attribute, "method" where it is a method of its
class, and "" otherwise. This file holds what both sides need, and the program's.
"""


class Peer(Exchange):
    def __init__(self, channel, step):
        super().__init__(step)
        self.channel = channel
        self.note = ""

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
        packed = self.pack_all(arguments)
        named = [(k, self.pack(v)) for k, v in (keywords or {}).items()]
        self.send(("ask", operation, target, packed, named, self.parcel(), self.printed()))
        while True:
            message = self.receive()
            if message[0] == "ask":
                self.answer(message)
                continue
            kind, value, note, parcel, printed = message
            self.heard(printed)
            self.unparcel(parcel)
            self.note = note
            if kind == "raised":
                raise self.unpack(value)
            return self.unpack(value)

    def answer(self, message):
        _, operation, target, packed, named, parcel, printed = message
        self.heard(printed)
        kind, note = "ok", ""
        try:
            self.unparcel(parcel)
            arguments = self.unpack_all(packed)
            keywords = {k: self.unpack(v) for k, v in named}
            result, note = self.perform(operation, target, arguments, keywords)
            value = self.pack(result)
            parcel = self.parcel()
        except BaseException as error:
            kind, value = "raised", self.pack_error(error)
            parcel = self.parcel()
        self.send((kind, value, note, parcel, self.printed()))

    def printed(self):
        return ""

    def heard(self, text):
        """The other side printed."""


def is_async(value):
    return type(value) is types.FunctionType and bool(value.__code__.co_flags & 0x80)


def call_sort(value):
    return "a" if is_async(value) else "f"


# --- The program's side ------------------------------------------------------------------------

# Methods with which a class gives operators a meaning, without their underscores.
OPERATORS = frozenset(
    "eq ne lt le gt ge hash bool len iter next reversed contains getitem setitem delitem call "
    "str repr format bytes int float complex index abs neg pos invert round trunc floor ceil "
    "add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift "
    "radd rsub rmul rtruediv rfloordiv rmod rdivmod rpow rmatmul rand ror rxor rlshift rrshift "
    "iadd isub imul itruediv ifloordiv imod ipow imatmul iand ior ixor ilshift irshift "
    "enter exit aenter aexit await aiter anext missing".split()
)
# Descriptors that give what an object holds, without any code of a program.
FIELDS = (types.MemberDescriptorType, types.GetSetDescriptorType)
TUPLE_FIELD = type(collections.namedtuple("_", "x").x)
METHODS = (types.FunctionType, classmethod, staticmethod)
MISSING = object()


class ProgramPeer(Peer):
    """Shows its objects as numbers, and looks into them without running their code where it can."""

    def __init__(self, channel, sink):
        super().__init__(channel, -1)
        self.sink = sink
        self.names = {}
        self.loop = None
        self.foreign = {}

    def printed(self):
        return self.sink.take()

    # What is asked

    def perform(self, operation, target, arguments, keywords):
        if operation == "name":
            if target not in self.names:
                raise NameError("name '" + target + "' is not defined")
            return self.names[target], ""
        value = self.coming_home(target)
        if operation == "call":
            return self.awaited(value(*arguments, **keywords)), ""
        if operation == "attr":
            return self.attribute(value, *arguments)
        if operation == "setattr":
            return setattr(value, *arguments), ""
        if operation == "delattr":
            return delattr(value, *arguments), ""
        if operation == "fields":
            return fields_of(value, type(value)), ""
        if operation == "copy":
            import copy

            return (copy.deepcopy if arguments else copy.copy)(value), ""
        if operation == "await":
            return self.run(waited(value)), ""
        # Of a class where `value` is one: its own type gives operators their meaning.
        method = class_member(type(value), "__" + operation + "__")
        if method is MISSING or method is None:
            raise TypeError("'" + name_of(type(value)) + "' object has no " + operation)
        result = method.__get__(value, type(value))(*arguments, **keywords)
        return self.awaited(result, operation in ("anext", "aenter", "aexit")), ""

    def awaited(self, result, any_kind=False):
        if type(result) is COROUTINE or any_kind:
            return self.run(waited(result))
        return result

    def run(self, coroutine):
        """In one loop for all calls: an asynchronous generator lives on from one to the next."""
        import asyncio

        if self.loop is None:
            self.loop = asyncio.new_event_loop()
        return self.loop.run_until_complete(coroutine)

    def attribute(self, value, name):
        kind = type(value)
        if issubclass_of(kind, type):
            found = class_member(value, name)
            if type(found) in METHODS:
                return getattr(value, name), "method"
            if found is not MISSING and class_member(type(found), "__get__") is MISSING:
                return found, "field"
            return getattr(value, name), ""
        found = class_member(kind, name)
        if type(found) in FIELDS or type(found) is TUPLE_FIELD:
            return found.__get__(value, kind), "field"
        if found is MISSING or type(found) in METHODS or not is_descriptor(found):
            space = own_dict(value, kind)
            if space is not None and name in space:
                return space[name], "field"
        if found is not MISSING and not is_descriptor(found):
            return found, "field"
        if type(found) in METHODS or type(found) is types.MethodDescriptorType:
            return getattr(value, name), "method"
        return getattr(value, name), ""

    # What is shown

    def pack_class(self, kind):
        name = NAME_OF_SHARED.get(id(kind))
        if name is not None:
            return ("b", name)
        number = self.numbers.get(id(kind))
        if number is None:
            number = self.show(kind)
            bases = [self.pack_class(base) for base in type_bases(kind)]
            space = type_dict(kind)
            operators = [n[2:-2] for n in space if type(n) is str and is_special(n)]
            operators = [n for n in operators if n in OPERATORS]
            unhashable = space.get("__hash__", MISSING) is None
            own = type_flags(kind) & HEAP
            names = [n for n in space if own and type(n) is str and not is_special(n)]
            told = (number, name_of(kind), bases, operators, unhashable, names, printed_fields(kind))
            self.untold.append(told)
        return ("k", number) if self.is_ours(number) else ("m", number)

    def pack_object(self, value, kind, depth):
        if issubclass_of(kind, type):
            return self.pack_standard(value) or self.pack_class(value)
        if kind in FUNCTIONS or kind is types.BuiltinMethodType:
            standard = self.pack_standard(value)
            if standard is not None:
                return standard
            name = getattr(value, "__name__", "")
            return ("f", self.show(value), name if type(name) is str else "", call_sort(value))
        if kind is types.ModuleType:
            name = object.__getattribute__(value, "__name__")
            if type(name) is str and name in WARM and sys.modules.get(name) is value:
                return ("q", name, "")
        if kind is ASYNC_GENERATOR:
            return ("i", self.show(value), type_name(kind), "a")
        if not type_flags(kind) & HEAP and class_member(kind, "__next__") is not MISSING:
            return ("i", self.show(value), type_name(kind), "s")
        packed = self.pack_class(kind)
        for base in MUTABLE_BASES:
            if issubclass_of(kind, base):
                return ("c", self.share(value, CONTAINERS[base], packed[1]))
        for base in FIXED_BASES:
            if issubclass_of(kind, base) and packed[0] == "k":
                plain = dict(SUBCLASSES)[base](value)
                number = self.show(value)
                return ("o", number, packed[1], self.pack(plain, depth + 1))
        return ("o", self.show(value), packed[1], None)

    def pack_standard(self, value):
        """Where it is something that a standard module has under that name."""
        module = value.__module__ if type(value) in FUNCTIONS else type_module(value)
        if type(module) is str and module in WARM:
            name = value.__name__ if type(value) in FUNCTIONS else type_name(value)
            if getattr(sys.modules.get(module), name, None) is value:
                return ("q", module, name)
        return None

    def unpack_object(self, packed):
        letter = packed[0]
        if letter == "q":
            module = importlib.import_module(packed[1])
            return getattr(module, packed[2]) if packed[2] else module
        if letter == "x":
            return self.foreign_class(packed[1], packed[2])
        number = packed[1]
        if number not in self.objects:
            self.keep(number, Proxy(self, number, packed[2], packed[3]))
        return self.objects[number]

    def describe(self, *_):
        """The judge's classes are not described."""

    def foreign_class(self, name, bases):
        """An exception class that the judge made: one of ours that derives from its nearest built-in."""
        if name not in self.foreign:
            known = [SHARED[b] for b in bases if b in SHARED]
            parent = next((b for b in known if issubclass_of(b, BaseException)), Exception)
            self.foreign[name] = type(str(name), (parent,), {})
        return self.foreign[name]


type_bases = type.__dict__["__bases__"].__get__


def class_member(kind, name):
    """What a class or one of its bases defines under a name, without running any code of theirs."""
    for base in type_mro(kind):
        found = type_dict(base).get(name, MISSING)
        if found is not MISSING:
            return found
    return MISSING


def printed_fields(kind):
    """Fields that a class prints by a method which the standard library made for it; else none."""
    space = type_dict(kind)
    method = space.get("__repr__")
    if type(method) is not types.FunctionType:
        return []
    file = getattr(method, "__wrapped__", method).__code__.co_filename
    fields = space.get("__dataclass_fields__")
    if type(fields) is dict and file == "<string>":
        known = [f for f in fields.values() if type(f) is dataclasses.Field]
        return [f.name for f in known if f.repr and f._field_type is dataclasses._FIELD]
    if issubclass_of(kind, tuple) and file == collections.__file__:
        names = space.get("_fields")
        return list(names) if type(names) is tuple else []
    return []


def is_descriptor(value):
    return class_member(type(value), "__get__") is not MISSING


def is_special(name):
    return name[:2] == "__" and name[-2:] == "__"


async def waited(value):
    return await value


class Proxy:
    """An object of the judge's, as the program has it. What is done to it is done there."""

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
        if is_special(name) and name not in ("__name__", "__doc__"):
            raise AttributeError(name)
        return proxy_peer(self).ask("attr", proxy_id(self), (name,))

    def __setattr__(self, name, value):
        proxy_peer(self).ask("setattr", proxy_id(self), (name, value))


proxy_peer = Proxy.__dict__["_peer"].__get__
proxy_id = Proxy.__dict__["_id"].__get__

# What a program may do to an object of the judge's, besides calling it.
ASKED_OF_JUDGE = {
    "len": len,
    "str": str,
    "repr": repr,
    "bool": bool,
    "hash": hash,
    "iter": iter,
    "next": next,
    "float": float,
    "int": int,
}
for _name in (
    "eq ne lt le gt ge add sub mul truediv floordiv mod pow neg pos abs invert and_ or_ xor "
    "lshift rshift contains getitem setitem delitem matmul"
).split():
    ASKED_OF_JUDGE[_name] = getattr(operator, _name)


def forward(name):
    def method(self, *arguments):
        return proxy_peer(self).ask(name, proxy_id(self), arguments)

    return method


for _name in ASKED_OF_JUDGE:
    setattr(Proxy, "__" + _name.rstrip("_") + "__", forward(_name))


def serve_program(order, channel):
    """The program that is judged: it runs, then answers."""
    sink = Sink(order["output"])
    sys.stdout = sys.stderr = sink
    sys.stdin = io.StringIO("")
    peer = ProgramPeer(channel, sink)
    try:
        peer.names = run_program(order["source"], order["modules"], order["seed"])
    except BaseException as error:
        peer.send(("failed", ": ".join(exception_parts(error)[:2])))
        return
    peer.send(("loaded",))
    sink.take()
    while True:
        peer.answer(peer.receive())
