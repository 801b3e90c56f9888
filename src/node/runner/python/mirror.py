"""What stands in the judge for an object of the program's: an instance of a class made after its
description. TABLE says what may be asked of it:

- Identity, type, truth of an object without a say in it, equality and fields are answered here, from
  numbers and fields; equality of two of the program's objects is its word all the same, since both
  sides of it are.
- "said": its own code is asked, and the verdict is then forgeable.
- "paired": the same where what stands beside it is the program's too. What is expected is never
  handed over: there the operator is refused, but for objects that the assertion itself had made
  from a class of the program's.

What the function under test does is asked for without a mark: its result, its attribute or operator
where it is a member of a class, and what an iterator that it returned gives.
"""

TABLE = {
    "said": frozenset(
        "bool len iter next reversed getitem setitem delitem call missing "
        "str repr format bytes int float complex index abs neg pos invert round trunc floor ceil "
        "enter exit aenter aexit await aiter anext".split()
    ),
    "paired": frozenset(
        "lt le gt ge contains "
        "add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift "
        "radd rsub rmul rtruediv rfloordiv rmod rdivmod rpow rmatmul rand ror rxor rlshift rrshift "
        "iadd isub imul itruediv ifloordiv imod ipow imatmul iand ior ixor ilshift "
        "irshift".split()
    ),
}
# An object that is a value of a built-in type besides is compared, counted and gone through as that.
OF_THE_BASE = frozenset("eq ne lt le gt ge hash bool len iter next reversed contains".split())


class About:
    """What is known of a class of the program's."""

    def __init__(self, peer, base, names, compares, operators, printed):
        self.peer = peer
        # The built-in type of which its objects are a value besides.
        self.base = base
        self.names = names
        # It says itself what equality means.
        self.compares = compares
        self.operators = operators
        # Fields that it prints by a method of the standard library's: the judge prints them itself.
        self.printed = printed


def about(value):
    return type.__getattribute__(type(value), "__coppice__")


class Mirrored(type):
    """A class of the program's. Instances are made there; what it derives from is said here."""

    def __call__(cls, *arguments, **keywords):
        peer = type.__getattribute__(cls, "__coppice__").peer
        result = peer.call(peer.numbers[id(cls)], arguments, keywords, False)
        if id(result) in peer.numbers and type(type(result)) is Mirrored:
            peer.made.add(peer.numbers[id(result)])
            if peer.constructs(cls):
                peer.unused.discard(peer.numbers[id(result)])
            else:
                peer.unused.add(peer.numbers[id(result)])
        return result

    def __getattribute__(cls, name):
        known = type.__getattribute__(cls, "__coppice__")
        if name in known.names:
            return known.peer.attribute(cls, name)
        return type.__getattribute__(cls, name)

    def __getattr__(cls, name):
        if is_special(name):
            raise AttributeError(name)
        return type.__getattribute__(cls, "__coppice__").peer.attribute(cls, name)

    def __setattr__(cls, name, value):
        peer = type.__getattribute__(cls, "__coppice__").peer
        peer.ask("setattr", peer.numbers[id(cls)], (name, value))

    def __repr__(cls):
        return "<class '" + type_name(cls) + "'>"


def of_class(name):
    def method(cls, *arguments):
        return type.__getattribute__(cls, "__coppice__").peer.operator(name, cls, arguments, True)

    return method


for _name in ("len", "iter", "getitem", "contains"):
    setattr(Mirrored, "__" + _name + "__", of_class(_name))


class Mirror:
    """An object of the program's."""

    __slots__ = ()

    def __getattribute__(self, name):
        known = about(self)
        if is_special(name):
            if name == "__dict__":
                return known.peer.fields(self)
            if name not in known.names:
                return object.__getattribute__(self, name)
        elif known.base is not None and name not in known.names:
            if class_member(known.base, name) is not MISSING:
                return object.__getattribute__(self, name)
        return known.peer.attribute(self, name)

    def __setattr__(self, name, value):
        known = about(self)
        if is_special(name):
            return object.__setattr__(self, name, value)
        known.peer.ask("setattr", known.peer.numbers[id(self)], (name, value))

    def __delattr__(self, name):
        peer = about(self).peer
        peer.ask("delattr", peer.numbers[id(self)], (name,))

    def __copy__(self):
        peer = about(self).peer
        return peer.ask("copy", peer.numbers[id(self)])

    def __deepcopy__(self, memo):
        peer = about(self).peer
        return peer.ask("copy", peer.numbers[id(self)], (True,))

    def __reduce_ex__(self, protocol):
        raise TypeError("an object of the program stays there")


class Opaque(Mirror):
    """An object of the program's that is no value of a built-in type besides."""

    __slots__ = ()

    def __eq__(self, other):
        known = about(self)
        peer = known.peer
        if self is other:
            return True
        if peer.reading or not peer.is_theirs(other):
            return NotImplemented
        peer.doubt()
        if type(other) is type(self) and same_fields(self, other):
            return True
        return peer.ask("eq", peer.numbers[id(self)], (other,)) if known.compares else False

    def __hash__(self):
        known = about(self)
        if not known.peer.reading:
            known.peer.doubt()
        return hash(type_name(type(self)))

    def __repr__(self):
        known = about(self)
        if not known.printed:
            return known.peer.operator("repr", self, (), False)
        if id(self) in PRINTING:
            return "..."
        PRINTING.append(id(self))
        try:
            fields = known.peer.fields(self)
            return type_name(type(self)) + printed((n, fields[n]) for n in known.printed)
        finally:
            PRINTING.pop()

    def __str__(self):
        known = about(self)
        if known.printed and "str" not in known.operators:
            return repr(self)
        return known.peer.operator("str", self, (), False)

    def __format__(self, specification):
        known = about(self)
        if known.printed and "format" not in known.operators and not specification:
            return str(self)
        return known.peer.operator("format", self, (specification,), False)


COMPARED = []
PRINTING = []


def printed(fields):
    return "(" + ", ".join(str(name) + "=" + repr(value) for name, value in fields) + ")"


def printed_tuple(self):
    names = about(self).printed
    return type_name(type(self)) + printed(zip(names, tuple.__iter__(self)))


def same_fields(one, other):
    """Whether two objects of one class hold the same. Where they hold each other, they may."""
    pair = (id(one), id(other))
    if pair in COMPARED:
        return True
    peer = about(one).peer
    COMPARED.append(pair)
    try:
        fields = peer.fields(one)
        return bool(fields) and fields == peer.fields(other)
    finally:
        COMPARED.pop()


def forwarded(name):
    def method(self, *arguments):
        peer = about(self).peer
        return peer.operator(name, self, arguments, peer.numbers[id(self)] in peer.made)

    return method


def awaiting(name):
    def method(self, *arguments):
        async def later():
            return forwarded(name)(self, *arguments)

        return later()

    return method


def waiting(self):
    return forwarded("await")(self)
    yield


def leaving(self, kind, error, trace):
    return forwarded("exit")(self, kind, error, None)


def truth(self):
    return bool(forwarded("bool")(self))


SPECIAL = {
    "await": waiting,
    "exit": leaving,
    "bool": truth,
    **{name: awaiting(name) for name in ("anext", "aenter", "aexit")},
}
METHOD_OF = {
    name: SPECIAL.get(name) or forwarded(name)
    for name in TABLE["said"] | TABLE["paired"] | OF_THE_BASE
}


def mirrored(peer, name, parents, operators, unhashable, names, printed):
    """A class of the judge's after one of the program's."""
    known = [type.__getattribute__(p, "__coppice__") for p in parents if type(p) is Mirrored]
    plain = [p for p in parents if type(p) is type and p is not object]
    errors = any(issubclass_of(p, BaseException) for p in parents)
    bases = (list, dict, set, bytearray) + FIXED_BASES
    base = next((p for p in plain if p in bases), None)
    base = base or next((k.base for k in known if k.base is not None), None)
    if errors:
        base = next(p for p in parents if issubclass_of(p, BaseException))
    every = set(operators).union(*(k.operators for k in known))
    compares = "eq" in every
    space = {"__slots__": ()} if base in FIXED_BASES else {}
    # Compared by fields, or as the value that it is besides.
    own = OF_THE_BASE if base is not None else {"eq", "ne", "hash", "repr", "str", "format"}
    if base is not None:
        for operation in [*OF_THE_BASE, "repr", "str", "format"]:
            method = class_member(base, "__" + operation + "__")
            if method is not MISSING:
                space["__" + operation + "__"] = method
    for operation in every:
        if operation in METHOD_OF and (operation not in own or operation == peer.special):
            space["__" + operation + "__"] = METHOD_OF[operation]
    if unhashable and base is None:
        space["__hash__"] = None
    if printed and base is tuple:
        space["__repr__"] = printed_tuple
    root = Mirror if base is not None else Opaque
    mine = [p for p in parents if type(p) is Mirrored]
    made = None
    for attempt in ((*mine, *plain), (*mine, root, *plain), (root, *plain), (root,)):
        if not any(issubclass_of(p, root) for p in attempt):
            continue
        try:
            made = type.__new__(Mirrored, name, attempt, space)
            break
        except TypeError:
            # Bases that do not go together here.
            continue
    every_name = names.union(*(k.names for k in known))
    if not printed and "repr" not in operators:
        printed = next((k.printed for k in known if k.printed), [])
    told = About(peer, base, every_name, compares, every, printed)
    type.__setattr__(made, "__coppice__", told)
    return made


class Remote:
    """A function of the program's."""

    def __init__(self, peer, number, name, sort):
        self.__name__ = self.__qualname__ = name
        self.peer = peer
        self.number = number
        self.sort = sort
        # It is, or came out of, the function under test.
        self.answers = False

    def __call__(self, *arguments, **keywords):
        def ask():
            return self.peer.call(self.number, arguments, keywords, self.answers)

        if self.sort != "a":
            return ask()

        async def later():
            return ask()

        return later()

    def __getattr__(self, name):
        if is_special(name) and name not in ("__doc__", "__wrapped__"):
            raise AttributeError(name)
        return self.peer.attribute(self, name)

    def __repr__(self):
        return "<function " + self.__name__ + ">"


class Drawn:
    """What iterators of the program's have in common."""

    def __init__(self, peer, number):
        self.peer = peer
        self.number = number
        self.answers = False
        # Items that were drawn to be compared, and how it ended after them.
        self.ahead = collections.deque()
        self.end = None

    def __eq__(self, other):
        """Where the function under test is a generator a list stands for what it gives."""
        if not self.peer.drained or type(other) is not list:
            return NotImplemented
        while self.end is None and len(self.ahead) <= len(other):
            try:
                self.ahead.append(self.ask(self.draw))
            except BaseException as error:
                self.end = error
        if self.end is not None and type(self.end) not in (StopIteration, StopAsyncIteration):
            raise self.end
        return list(self.ahead) == other

    __hash__ = object.__hash__

    def next(self):
        if self.ahead:
            return self.ahead.popleft()
        if self.end is not None:
            raise self.end
        return self.ask(self.draw)

    def ask(self, operation):
        if not self.answers:
            self.peer.doubt()
        return self.peer.ask(operation, self.number)

    def __getattr__(self, name):
        if is_special(name):
            raise AttributeError(name)
        result = self.peer.attribute(self, name)
        if type(result) is Remote:
            result.answers = self.answers
        return result


class RemoteIterator(Drawn):
    draw = "next"

    def __iter__(self):
        return self

    def __next__(self):
        return self.next()


class RemoteAsyncIterator(Drawn):
    draw = "anext"

    def __aiter__(self):
        return self

    async def __anext__(self):
        return self.next()
