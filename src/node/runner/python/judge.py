"""The judge: runs assertions about a program that it reaches only through its Peer.

Calls are made in the program's process; everything else is done here, on values that are the judge's
own: literals, operators on data, the standard library. `mirror.py` says what stands for objects of
the program's.
"""

import ast


class JudgePeer(Peer):
    def __init__(self, channel, entry, sink):
        super().__init__(channel, 1)
        self.sink = sink
        head, _, rest = entry.partition(".")
        # The function under test: a name of the module, or a member of a class.
        self.function = None if rest else head
        self.root = head
        self.member = rest.rpartition(".")[2] if rest else None
        # Where that is what an operator does: the operator.
        self.special = self.member[2:-2] if self.member and is_special(self.member) else None
        self.forgeable = False
        # A parcel is being read: nothing may be asked now.
        self.reading = False
        self.drained = False
        # Objects that the assertion had made from a class of the program's, and those of them that
        # the program was not given again: they can only serve to compare with.
        self.made = set()
        # The same of objects that its other functions and methods gave: that they are there says nothing yet.
        self.unused = set()
        self.shown = set()
        # Functions of the assertion's that went to others than the function under test, and were not called.
        self.uncalled = set()
        self.called = set()
        # Calls under way of anything but the function under test.
        self.others = 0

    def begin(self, drained):
        """Another assertion."""
        self.forgeable = False
        self.drained = drained
        self.unused.clear()
        self.uncalled.clear()
        self.sink.take()

    def in_doubt(self):
        return self.forgeable or len(self.unused) > 0 or len(self.uncalled) > 0

    def heard(self, text):
        if text:
            self.sink.write(text)

    def unparcel(self, parcel):
        self.reading = True
        try:
            super().unparcel(parcel)
        finally:
            self.reading = False

    def purge(self):
        # Held by the table, the variable and the argument alone.
        for number in list(self.kinds):
            value = self.objects[number]
            if sys.getrefcount(value) <= 3:
                del value
                self.forget(number)
                self.dropped.append(number)

    # What the program asks

    def perform(self, operation, target, arguments, keywords):
        if target not in self.shown:
            raise LookupError("the program may not use this")
        value = self.objects[target]
        if self.others > 0:
            # What it is called with is the program's word.
            self.doubt()
        if operation == "call":
            self.called.add(target)
            self.uncalled.discard(target)
            return settled(value(*arguments, **keywords)), ""
        private = operation == "attr" and str(arguments[0]).startswith("_")
        if private or operation == "setattr" or not type_flags(type(value)) & HEAP:
            if operation not in ("iter", "next", "len", "getitem", "str", "repr", "eq"):
                raise AttributeError("the program may not use this")
        if operation == "attr":
            return getattr(value, arguments[0]), ""
        return ASKED_OF_JUDGE[operation](value, *arguments), ""

    # What is asked of the program

    def doubt(self):
        self.forgeable = True

    def weigh(self, result):
        """What anything but the function under test came to is the program's word."""
        if result is None:
            known = True
        else:
            known = self.numbers.get(id(result)) if self.says_nothing(result) else None
            if known is not None:
                self.unused.add(known)
        if self.changed or known is None:
            self.doubt()

    def weigh_name(self, name, found):
        """What a name of the module means: its own classes and functions; what a standard module has under it."""
        known = self.says_nothing(found) or getattr(found, "__name__", None) == name
        if self.changed or not known:
            self.doubt()

    def call(self, target, arguments, keywords, answers):
        self.changed = False
        if answers:
            return self.answered(self.ask("call", target, arguments, keywords))
        self.others += 1
        try:
            result = self.ask("call", target, arguments, keywords)
        finally:
            self.others -= 1
        self.weigh(result)
        return result

    def answered(self, result):
        self.is_answer(result, True)
        return result

    def is_answer(self, result, answers):
        """What the function under test gives to be called or gone through is that function still."""
        if answers and type(result) in (Remote, RemoteIterator, RemoteAsyncIterator):
            result.answers = True

    def constructs(self, kind):
        """Making an object of the class is what the function under test does."""
        return self.special in ("init", "new", "post_init") and type_name(kind) == self.root

    def going_home(self, number):
        self.unused.discard(number)

    def ask(self, operation, target, arguments=(), keywords=None):
        if operation not in ("name", "attr", "fields"):
            self.unused.discard(target)
        try:
            return super().ask(operation, target, arguments, keywords)
        except (StopIteration, StopAsyncIteration, GeneratorExit):
            # To a loop that means an end, and the rest of the assertion would not be looked at.
            if operation not in ("next", "anext"):
                self.doubt()
            raise

    def attribute(self, owner, name):
        if name == self.member:
            self.unused.discard(self.numbers[id(owner)])
        result = self.ask("attr", self.numbers[id(owner)], (name,))
        note = self.note
        self.is_answer(result, name == self.member)
        if name != self.member and note == "":
            self.doubt()
        return result

    def operator(self, name, target, arguments, made):
        number = self.numbers[id(target)]
        answers = self.special is not None and self.special in (name, name[1:])
        if not answers:
            self.doubt()
            if name in TABLE["paired"] and not made:
                if not all(self.is_theirs(a) for a in arguments):
                    if name == "contains":
                        raise TypeError("the program's object may not see what is looked for in it")
                    return NotImplemented
        result = self.ask(name, number, arguments)
        self.is_answer(result, answers)
        if made and id(result) in self.numbers:
            self.made.add(self.numbers[id(result)])
        return result

    def says_nothing(self, value):
        """An object of the program's that is no value besides."""
        kind = type(value)
        if type(kind) is Mirrored:
            return about(value).base is None
        return kind in (Mirrored, Remote, RemoteIterator, RemoteAsyncIterator)

    def is_theirs(self, value):
        kind = type(value)
        return type(kind) is Mirrored or kind in (Mirrored, Remote)

    def fields(self, value):
        return dict(self.ask("fields", self.numbers[id(value)]))

    # Values

    def pack_class(self, kind):
        name = NAME_OF_SHARED.get(id(kind))
        if name is not None:
            return ("b", name)
        number = self.numbers.get(id(kind))
        if number is not None:
            return ("m", number)
        return ("x", name_of(kind), [name_of(b) for b in type_mro(kind)])

    def pack_object(self, value, kind, depth):
        if issubclass_of(kind, type) and issubclass_of(value, BaseException):
            return self.pack_class(value)
        if kind in FUNCTIONS or issubclass_of(kind, type) or kind is types.ModuleType:
            module = value.__name__ if kind is types.ModuleType else value.__module__
            if type(module) is str and module.partition(".")[0] in STANDARD_MODULES | {"builtins"}:
                if kind is types.ModuleType:
                    return ("q", module, "")
                if getattr(sys.modules.get(module), value.__name__, None) is value:
                    return ("q", module, value.__name__)
        number = self.show(value)
        self.shown.add(number)
        sort = call_sort(value) if callable(value) else "o"
        if sort != "o" and self.others > 0 and number not in self.called:
            self.uncalled.add(number)
        return ("h", number, name_of(kind), sort)

    def unpack_object(self, packed):
        letter = packed[0]
        if letter == "q":
            _, module, name = packed
            if module not in WARM:
                raise ValueError("no standard module")
            return getattr(sys.modules[module], name) if name else sys.modules[module]
        number = packed[1]
        if self.is_ours(number):
            raise ValueError("a number that is ours")
        known = self.objects.get(number)
        if known is not None:
            return known
        if letter == "f":
            made = Remote(self, number, packed[2], packed[3])
        elif letter == "i":
            made = (RemoteAsyncIterator if packed[3] == "a" else RemoteIterator)(self, number)
        elif letter == "o":
            kind = self.class_of(packed[2])
            base = type.__getattribute__(kind, "__coppice__").base
            if base is None:
                made = object.__new__(kind)
            else:
                plain = self.unpack(packed[3])
                if type(plain) is not base:
                    raise ValueError("a base of another type")
                made = base.__new__(kind, plain)
        else:
            raise ValueError("no such class")
        self.keep(number, made)
        return made

    def class_of(self, number):
        kind = self.objects.get(number)
        if type(kind) is not Mirrored:
            raise ValueError("no such class")
        return kind

    def object_of_class(self, number, letter):
        kind = self.class_of(number)
        base = FACTORIES[letter]
        if not issubclass_of(kind, base):
            raise ValueError("a container of another type")
        return base.__new__(kind)

    def describe(self, number, name, bases, operators, unhashable, names, printed):
        if self.is_ours(number) or number in self.objects:
            raise ValueError("a number that is taken")
        parents = [self.unpack(base) for base in bases]
        made = mirrored(self, str(name), parents, operators, unhashable, set(names), printed)
        self.keep(number, made)


# --- Assertions ----------------------------------------------------------------------------------

SHIM = '''
import contextlib, math

class _Info:
    type = value = None
    def match(self, pattern):
        import re
        assert re.search(pattern, str(self.value)), "the message does not match"
        return True

class param(tuple):
    def __new__(cls, *values, id=None, marks=()):
        return tuple.__new__(cls, values)

def fixture(*given, **options):
    return given[0] if given and callable(given[0]) else lambda function: function

class _Mark:
    def __getattr__(self, name):
        return lambda *given, **options: lambda function: function

mark = _Mark()

def fail(reason="", pytrace=True):
    raise AssertionError(reason)

def raises(expected, *call, match=None, **options):
    if not call:
        return _raising(expected, match)
    function, *arguments = call
    with _raising(expected, match) as info:
        function(*arguments, **options)
    return info

@contextlib.contextmanager
def _raising(expected, match):
    info = _Info()
    try:
        yield info
    except expected as error:
        info.type, info.value = type(error), error
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


def provide_pytest():
    """What tests use of pytest, which need not be installed."""
    if "pytest" not in sys.modules:
        shim = types.ModuleType("pytest")
        exec(SHIM, shim.__dict__)
        sys.modules["pytest"] = shim


def serve_judge(order, channel):
    """Runs assertions one by one, as it is told, and says how each ended."""
    sink = Sink(order["output"])
    sys.stdout = sys.stderr = sink
    sys.stdin = io.StringIO("")
    random.seed(order["seed"])
    peer = JudgePeer(channel, order["entry"], sink)
    provide_pytest()
    while True:
        _, text, drained = peer.receive()
        peer.begin(drained)
        try:
            judge(peer, text)
        except BaseException as error:
            kind, message, _ = exception_parts(error)
            peer.send(("done", False, peer.forgeable, kind, message))
        else:
            peer.send(("done", True, peer.in_doubt(), "", ""))


def judge(peer, text):
    """Runs the statements of one assertion, in a namespace of their own."""
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree = compile(text, "<assertion>", "exec", flags, dont_inherit=True)
    space = {
        "__name__": "assertion",
        "__builtins__": builtins,
        "__show__": show,
        "__printed__": lambda options="": Printed(peer.sink.take(), options),
    }
    for name in names_wanted(tree):
        if hasattr(builtins, name) and name != peer.root:
            continue
        peer.changed = False
        try:
            found = peer.ask("name", name)
        except NameError:
            if name in WARM or name == "pytest":
                space[name] = sys.modules[name]
            continue
        space[name] = found
        peer.is_answer(found, name == peer.function)
        if name != peer.function:
            peer.weigh_name(name, found)
    code = compile(tree, "<assertion>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    settled(eval(code, space))


def names_wanted(tree):
    """Names that are read before the assertion itself gives them a meaning, in its order."""
    first = {}
    for node in ast.walk(tree):
        if type(node) is ast.Name:
            place = (node.lineno, node.col_offset)
            known = first.get(node.id)
            if known is None or place < known[0]:
                first[node.id] = (place, type(node.ctx) is ast.Load)
    return [name for name, (_, read) in first.items() if read and not is_special(name)]


def settled(result):
    """What a coroutine comes to."""
    if type(result) is not COROUTINE:
        return result
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(result)
    # Another one is being waited for: this one may not really wait.
    try:
        while True:
            result.send(None)
    except StopIteration as end:
        return end.value


def show(value):
    """Prints a value as the interactive interpreter does."""
    if value is not None:
        print(repr(value))
