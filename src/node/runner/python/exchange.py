"""Values between a judge and the program it judges, which have a process each.

What cannot change is copied. Lists, dicts and their like are shared: each has a number and a twin on
the other side, and every message carries a parcel that says what became of them, so that what one
side does in place the other sees, aliases included. Anything else stays where it is and crosses as a
number. Numbers of the judge's are positive, of the program's negative.

A packed value is a scalar, or a tuple that starts with a letter:

    "t" items    "z" items       a tuple, a frozenset
    "c" number                   a shared container
    "m" number                   an object of the receiver's that comes home
    "b" name                     something of the built-ins that the receiver has too
    "q" module name              the same of another standard module
    "s" name parts               a value of a standard type
    "e" class args number        an exception; the number is 0 where its class says all
    "f" number name sort         a function of the sender's: "f", "a" asynchronous
    "i" number name sort         an iterator of a built-in type: "s", "a" asynchronous
    "k" number                   a class of the program's, which the parcel describes
    "o" number class base        an object of such a class, with the value that it is besides
    "h" number name sort         an object of the judge's
    "x" name bases               an exception class of the judge's

A parcel is (classes, containers, dropped): descriptions of classes that were not told before
(number, name, bases, operators, whether unhashable, names, printed fields); containers whose content changed (number, kind, class,
content); and numbers that the sender has no use for any more.
"""

import collections
import dataclasses
import datetime
import decimal
import fractions
import io
import re

SCALARS = frozenset((int, float, str, bytes, bool, complex, type(None)))
DEEPEST = 150

# Built-ins that mean the same on both sides and cannot be turned against a judge.
SHARED_TYPES = (
    int, float, complex, str, bytes, bool, bytearray, list, tuple, dict, set, frozenset, range,
    slice, object, type(None),
)  # fmt: skip
CONSTANTS = {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}
SHARED = {kind.__name__: kind for kind in SHARED_TYPES}
SHARED.update(
    (name, found)
    for name, found in vars(builtins).items()
    if type(found) is type and issubclass_of(found, BaseException)
)
SHARED.update(CONSTANTS)
NAME_OF_SHARED = {id(found): name for name, found in SHARED.items()}

FACTORIES = {
    "l": list,
    "d": dict,
    "s": set,
    "B": bytearray,
    "q": collections.deque,
    "O": collections.OrderedDict,
    "C": collections.Counter,
    "D": collections.defaultdict,
    "T": io.StringIO,
    "Y": io.BytesIO,
}
CONTAINERS = {kind: letter for letter, kind in FACTORIES.items()}

# Of these a program may have its own subclasses, which are that value besides.
MUTABLE_BASES = (list, dict, set, bytearray)
FIXED_BASES = (bool, int, float, complex, str, bytes, tuple, frozenset)

STANDARD = {
    range: ("range", lambda v: (v.start, v.stop, v.step), range),
    slice: ("slice", lambda v: (v.start, v.stop, v.step), slice),
    decimal.Decimal: ("Decimal", lambda v: (decimal.Decimal.__str__(v),), decimal.Decimal),
    fractions.Fraction: (
        "Fraction",
        lambda v: (NUMERATOR(v), DENOMINATOR(v)),
        fractions.Fraction,
    ),
    datetime.date: ("date", lambda v: (v.year, v.month, v.day), datetime.date),
    datetime.timedelta: (
        "timedelta",
        lambda v: (v.days, v.seconds, v.microseconds),
        datetime.timedelta,
    ),
    datetime.time: (
        "time",
        lambda v: (v.hour, v.minute, v.second, v.microsecond, v.tzinfo),
        datetime.time,
    ),
    datetime.datetime: (
        "datetime",
        lambda v: (v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, v.tzinfo),
        datetime.datetime,
    ),
    datetime.timezone: (
        "timezone",
        lambda v: (datetime.timezone.utcoffset(v, None),),
        datetime.timezone,
    ),
    re.Pattern: ("Pattern", lambda v: (v.pattern, int(v.flags)), re.compile),
}
NUMERATOR = fractions.Fraction.__dict__["_numerator"].__get__
DENOMINATOR = fractions.Fraction.__dict__["_denominator"].__get__
BUILDERS = {name: build for name, _, build in STANDARD.values()}

# What a standard module holds that is not a value: `from math import isclose` in a program.
BUILT_IN_FUNCTION = types.BuiltinFunctionType
STANDARD_MODULES = frozenset(getattr(sys, "stdlib_module_names", WARM)) - {"builtins", "__main__"}


class Exchange:
    """One side's end. Sides differ in what they make of objects: see `pack_object` of each."""

    def __init__(self, step):
        self.step = step
        self.last = 0
        # By number: what is ours and was shown, and what we have for what is theirs.
        self.objects = {}
        self.numbers = {}
        # Numbers of containers, and the letters of their kinds.
        self.kinds = {}
        # Class of a container that is an object of the program's besides.
        self.classes = {}
        self.contents = {}
        self.untold = []
        self.dropped = []
        # True once a parcel changed a container that was here before.
        self.changed = False

    def show(self, value):
        """The number of something of ours."""
        number = self.numbers.get(id(value))
        if number is None:
            self.last += self.step
            number = self.last
            self.keep(number, value)
        return number

    def keep(self, number, value):
        self.objects[number] = value
        self.numbers[id(value)] = number

    def is_ours(self, number):
        return (number > 0) == (self.step > 0)

    # Packing

    def pack(self, value, depth=0):
        kind = type(value)
        if kind in SCALARS:
            return value
        if depth > DEEPEST:
            raise Unencodable("too deep")
        if kind is tuple:
            return ("t", self.pack_all(value, depth))
        if kind in CONTAINERS:
            return ("c", self.share(value, CONTAINERS[kind]))
        number = self.numbers.get(id(value))
        if number is not None and not self.is_ours(number):
            self.going_home(number)
            return ("m", number)
        if kind is frozenset:
            return ("z", self.pack_all(value, depth))
        name = NAME_OF_SHARED.get(id(value))
        if name is not None:
            return ("b", name)
        standard = STANDARD.get(kind)
        if standard is not None:
            return ("s", standard[0], self.pack_all(standard[1](value), depth))
        if issubclass_of(kind, BaseException):
            return self.pack_error(value)
        return self.pack_object(value, kind, depth)

    def going_home(self, number):
        """Something of the other side's is packed."""

    def pack_all(self, values, depth=0):
        return [self.pack(value, depth + 1) for value in values]

    def share(self, value, letter, kind=0):
        number = self.show(value)
        if number not in self.kinds:
            self.kinds[number] = letter
            self.classes[number] = kind
        return number

    def pack_error(self, error):
        kind = type(error)
        arguments = BaseException.args.__get__(error)
        if not all(type(a) in SCALARS for a in arguments):
            arguments = (exception_parts(error)[1],)
        number = 0 if id(kind) in NAME_OF_SHARED else self.show(error)
        return ("e", self.pack_class(kind), list(arguments), number)

    def content(self, number):
        """The content of a container, packed."""
        value = self.objects[number]
        letter = self.kinds[number]
        if letter == "l":
            items = list.__getitem__(value, slice(None))
        elif letter == "d":
            items = list(dict.items(value))
        elif letter == "s":
            items = list(set.__iter__(value))
        elif letter == "B":
            return bytes(bytearray.__getitem__(value, slice(None)))
        elif letter == "q":
            return (value.maxlen, self.pack_all(value))
        elif letter == "O":
            items = list(value.items())
        elif letter == "C":
            items = list(dict.items(value))
        elif letter == "D":
            pairs = [(self.pack(k), self.pack(v)) for k, v in dict.items(value)]
            return (self.pack(value.default_factory), pairs)
        else:
            return () if value.closed else (value.getvalue(), value.tell())
        if letter in "dOC":
            return [(self.pack(k), self.pack(v)) for k, v in items]
        if SCALARS.issuperset(map(type, items)):
            return items
        return self.pack_all(items)

    def parcel(self):
        """What the other side has to know before it reads the message that this goes with."""
        self.purge()
        looked, changed = set(), []
        while len(looked) < len(self.kinds):
            for number in [n for n in self.kinds if n not in looked]:
                looked.add(number)
                content = self.content(number)
                data = dumps(content, 2)
                if self.contents.get(number) != data:
                    self.contents[number] = data
                    changed.append((number, self.kinds[number], self.classes[number], content))
        parcel = (self.untold, changed, self.dropped)
        self.untold, self.dropped = [], []
        return parcel

    def purge(self):
        """Forgets containers that nobody on this side holds any more."""

    # Unpacking

    def unparcel(self, parcel):
        classes, containers, dropped = parcel
        for number in dropped:
            self.forget(number)
        for description in classes:
            self.describe(*description)
        for number, letter, kind, _ in containers:
            known = self.kinds.get(number)
            if known is None:
                self.adopt(number, letter, kind)
            elif known != letter:
                raise ValueError("a container of another kind")
            else:
                self.changed = True
        for number, _, _, content in containers:
            self.fill(number, content)
        for number, _, _, _ in containers:
            self.contents[number] = dumps(self.content(number), 2)

    def adopt(self, number, letter, kind):
        """A twin for a container of the other side's."""
        if self.is_ours(number) or number in self.objects:
            raise ValueError("a number that is taken")
        value = self.object_of_class(kind, letter) if kind else FACTORIES[letter]()
        self.keep(number, value)
        self.kinds[number] = letter
        self.classes[number] = kind

    def fill(self, number, content):
        value, letter = self.objects[number], self.kinds[number]
        if letter == "l":
            list.__setitem__(value, slice(None), self.unpack_all(content))
        elif letter == "s":
            items = self.unpack_all(content)
            set.clear(value)
            set.update(value, items)
        elif letter == "B":
            bytearray.__setitem__(value, slice(None), content)
        elif letter == "q":
            if value.maxlen != content[0]:
                # It cannot be changed: a new twin, which nobody has seen yet.
                value = collections.deque(maxlen=content[0])
                self.keep(number, value)
            value.clear()
            value.extend(self.unpack_all(content[1]))
        elif letter in "TY":
            if content:
                value.seek(0)
                value.truncate(0)
                value.write(content[0])
                value.seek(content[1])
            else:
                value.close()
        else:
            if letter == "D":
                value.default_factory = self.unpack(content[0])
                content = content[1]
            pairs = [(self.unpack(k), self.unpack(v)) for k, v in content]
            if letter == "O":
                value.clear()
                value.update(pairs)
            else:
                dict.clear(value)
                dict.update(value, pairs)

    def forget(self, number):
        self.kinds.pop(number, None)
        self.classes.pop(number, None)
        self.contents.pop(number, None)
        value = self.objects.pop(number, None)
        self.numbers.pop(id(value), None)

    def unpack(self, packed):
        if type(packed) is not tuple:
            return packed
        letter = packed[0]
        if letter == "t":
            return tuple(self.unpack_all(packed[1]))
        if letter == "z":
            return frozenset(self.unpack_all(packed[1]))
        if letter == "c":
            return self.container(packed[1])
        if letter == "m":
            return self.coming_home(packed[1])
        if letter == "b":
            return SHARED[packed[1]]
        if letter == "s":
            return BUILDERS[packed[1]](*self.unpack_all(packed[2]))
        if letter == "e":
            return self.error(*packed[1:])
        return self.unpack_object(packed)

    def unpack_all(self, packed):
        return [self.unpack(p) for p in packed]

    def container(self, number):
        if number not in self.kinds:
            raise ValueError("no such container")
        return self.objects[number]

    def coming_home(self, number):
        if not self.is_ours(number):
            raise ValueError("not ours")
        return self.objects[number]

    def error(self, kind, arguments, number):
        known = self.objects.get(number) if number else None
        if known is not None:
            return known
        error = new_error(self.unpack(kind), arguments)
        if number:
            self.keep(number, error)
        return error


def new_error(kind, arguments):
    """An exception of that type. No `__init__` of a program runs."""
    if not issubclass_of(kind, BaseException):
        raise ValueError("no exception")
    if id(kind) in NAME_OF_SHARED:
        try:
            return kind(*arguments)
        except (TypeError, ValueError):
            # Its arguments were not all data.
            return new_error(type_mro(kind)[1], arguments)
    base = next(b for b in type_mro(kind) if id(b) in NAME_OF_SHARED)
    error = base.__new__(kind, *arguments)
    try:
        base.__init__(error, *arguments)
    except (TypeError, ValueError):
        BaseException.args.__set__(error, tuple(arguments))
    return error
