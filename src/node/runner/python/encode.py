"""Writes any value as canonical text without calling a method that a program defined.

Types come from `type()`, fields from the descriptors of the interpreter itself, the content of
subclasses of built-ins from the built-in's own methods. Only iterators of built-in types and
generators are drained: that runs the program's code, on its own time limit.
"""

import json
import operator
import sys
import types

escape = json.encoder.encode_basestring_ascii
type_dict = type.__dict__["__dict__"].__get__
type_mro = type.__dict__["__mro__"].__get__
type_name = type.__dict__["__qualname__"].__get__
module_of_type = type.__dict__["__module__"].__get__
type_flags = type.__dict__["__flags__"].__get__
HEAP = 1 << 9

MAX_DEPTH = 399

FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
)
ITERATORS = ("iterator", "generator", "zip", "map", "filter", "enumerate", "reversed")


class Unencodable(Exception):
    pass


def name_of(kind):
    return type_name(kind).rpartition("<locals>.")[2]


def own_dict(value, kind):
    for base in type_mro(kind):
        found = type_dict(base).get("__dict__")
        if type(found) in (types.GetSetDescriptorType, types.MemberDescriptorType):
            space = found.__get__(value)
            return space if type(space) is dict else None
    return None


def fields_of(value, kind):
    fields = []
    for base in reversed(type_mro(kind)):
        if not type_flags(base) & HEAP:
            continue
        for name, member in type_dict(base).items():
            if type(member) is types.MemberDescriptorType and name not in ("__dict__", "__weakref__"):
                try:
                    fields.append((name, member.__get__(value)))
                except AttributeError:
                    pass
    space = own_dict(value, kind)
    if space is not None:
        fields.extend((k, v) for k, v in space.items() if type(k) is str)
    return fields


def has_fields(kind):
    """False for types whose content only their own code knows: locks, files, sockets."""
    names = [type_dict(base) for base in type_mro(kind)]
    return any("__dict__" in space or "__slots__" in space for space in names)


def float_text(value):
    if value != value:
        return "nan"
    if value in (float("inf"), float("-inf")):
        return "inf" if value > 0 else "-inf"
    return repr(value)


class Encoder:
    def __init__(self, limit, drain):
        self.left = limit
        self.drain = drain
        self.path = []

    def text(self, value):
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, 5000))
        try:
            return self.any(value)
        finally:
            sys.setrecursionlimit(before)

    def take(self, count):
        self.left -= count
        if self.left < 0:
            raise Unencodable("too big")

    def plain(self, text):
        self.take(len(text))
        return text

    def string(self, text):
        self.take(len(text))
        return escape(text)

    def many(self, values):
        return ",".join([self.any(v) for v in values])

    def any(self, value):
        kind = type(value)
        if value is None:
            return self.plain("null")
        if kind is bool:
            return self.plain("true" if value else "false")
        if kind is int:
            self.take(value.bit_length() // 3)
            if value.bit_length() < 10000:
                return self.plain(repr(value))
            limit = sys.get_int_max_str_digits() if hasattr(sys, "get_int_max_str_digits") else None
            if limit is None:
                return repr(value)
            sys.set_int_max_str_digits(0)
            try:
                return repr(value)
            finally:
                sys.set_int_max_str_digits(limit)
        if kind is str:
            return self.string(value)
        if kind is float:
            return self.plain(float_text(value))
        if kind is complex:
            return self.plain("complex(" + float_text(value.real) + "," + float_text(value.imag) + ")")
        if kind is bytes:
            return self.plain('b"' + value.hex() + '"')
        if value is Ellipsis or value is NotImplemented:
            return self.plain("#constant" + escape(repr(value)))
        if issubclass_of(kind, type):
            return "#class" + self.string(name_of(value))
        if kind in FUNCTIONS:
            return "#function" + self.string(str(value.__name__))
        if kind is types.ModuleType:
            return "#module" + self.string(str(object.__getattribute__(value, "__name__")))
        return self.container(value, kind)

    def container(self, value, kind):
        if id(value) in self.path:
            return "^" + str(len(self.path) - self.path.index(id(value)))
        if len(self.path) >= MAX_DEPTH:
            raise Unencodable("too deep")
        self.take(2)
        self.path.append(id(value))
        try:
            return self.contained(value, kind)
        finally:
            self.path.pop()

    def contained(self, value, kind):
        if kind is list:
            return "[" + self.many(value) + "]"
        if kind is tuple:
            return "(" + self.many(value) + ")"
        if kind is set or kind is frozenset:
            return type_name(kind) + "[" + self.many(value) + "]"
        if kind is dict:
            return self.entries(value)
        if type_name(kind).endswith(ITERATORS) and not type_flags(kind) & HEAP:
            return self.iterator(value, kind)
        if type_module(kind) == "itertools":
            return self.iterator(value, kind)
        special = self.special(value, kind)
        if special is not None:
            return special
        return self.object(value, kind)

    def entries(self, value):
        pairs = [self.any(k) + ":" + self.any(v) for k, v in dict.items(value)]
        return "{" + ",".join(pairs) + "}"

    def iterator(self, value, kind):
        items = []
        end = "~"
        for _ in range(self.drain):
            try:
                item = next(value)
            except StopIteration:
                end = "."
                break
            except Exception as error:
                end = "!" + escape(base_name(type(error)))
                break
            items.append(self.any(item))
        return "*" + escape(type_name(kind)) + "[" + ",".join(items) + "]" + end

    def shape(self, name, fields, base=None):
        parts = [self.string(k) + ":" + self.any(v) for k, v in fields]
        middle = "" if base is None else "=" + base
        return "@" + self.string(name) + middle + "{" + ",".join(parts) + "}"

    def object(self, value, kind):
        if issubclass_of(kind, BaseException):
            return self.shape(name_of(kind), [("args", BaseException.args.__get__(value))])
        fields = fields_of(value, kind)
        base = None
        for built_in, plain in SUBCLASSES:
            if issubclass_of(kind, built_in):
                base = self.any(plain(value))
                break
        enum = sys.modules.get("enum")
        if enum is not None and issubclass_of(type(kind), enum.EnumMeta):
            known = dict(fields)
            fields = [("name", known.get("_name_")), ("value", known.get("_value_"))]
        elif base is not None and issubclass_of(kind, tuple):
            names = type_dict(kind).get("_fields")
            if names is None and len(type_mro(kind)) > 1:
                names = type_dict(type_mro(kind)[1]).get("_fields")
            if type(names) is tuple:
                fields = [("_fields", names)] + fields
        if base is None and not fields and kind is not object and not has_fields(kind):
            raise Unencodable("a live " + name_of(kind))
        return self.shape(name_of(kind), fields, base)

    def special(self, value, kind):
        """Types of the standard library whose content is not in fields."""
        module = type_module(kind)
        name = type_name(kind)
        if module == "builtins":
            if kind is range:
                stop = value.start + len(value) * value.step
                bounds = (value.start, stop, value.step)
                if len(value) < 2:
                    bounds = (value.start, value.start + 1, 1) if len(value) else (0, 0, 1)
                return self.shape(name, list(zip(("start", "stop", "step"), bounds)))
            if kind is slice:
                return self.shape(
                    name, [("start", value.start), ("stop", value.stop), ("step", value.step)]
                )
            if kind is bytearray:
                return self.shape(name, [], self.any(bytes(value)))
            if kind is memoryview:
                return self.shape(name, [], self.any(value.tobytes()))
            if name in ("dict_keys", "dict_values", "dict_items"):
                return self.shape(name, [("items", list(value))])
            if kind is types.MappingProxyType:
                return self.shape(name, [], self.any(dict(value)))
        elif type_flags(kind) & HEAP and module not in LIBRARIES:
            return None
        elif module == "collections" and name == "deque":
            return self.shape(name, [("items", list(value)), ("maxlen", value.maxlen)])
        elif module == "decimal" and name == "Decimal":
            return self.shape(name, [("text", kind.__str__(value))])
        elif module == "datetime" and name == "timedelta":
            parts = ("days", "seconds", "microseconds")
            return self.shape(name, [(p, getattr(value, p)) for p in parts])
        elif module == "datetime" and name in ("date", "datetime", "time"):
            return self.shape(name, [("text", value.isoformat())])
        elif module == "datetime" and name == "timezone":
            return self.shape(name, [("text", kind.__str__(value))])
        elif module == "array" and name == "array":
            return self.shape(name, [("type", value.typecode), ("items", value.tolist())])
        elif module == "re" and name == "Pattern":
            return self.shape(name, [("pattern", value.pattern), ("flags", value.flags)])
        elif module == "re" and name == "Match":
            return self.shape(name, [("span", value.span()), ("groups", value.groups())])
        elif module == "functools" and name == "partial":
            return self.shape(
                name, [("func", value.func), ("args", value.args), ("keywords", value.keywords)]
            )
        elif module == "pathlib":
            return self.shape(name, [("text", str(value))])
        elif module == "numpy":
            if name == "ndarray":
                self.take(int(value.size))
                shape = [("dtype", str(value.dtype)), ("shape", value.shape)]
                return self.shape(name, shape, self.any(value.tolist()))
            if hasattr(kind, "dtype") and hasattr(kind, "item"):
                return self.shape(name, [], self.any(value.item()))
        return None


LIBRARIES = ("collections", "decimal", "datetime", "array", "re", "functools", "pathlib", "numpy")

SUBCLASSES = (
    (int, int.__pos__),
    (float, float.__pos__),
    (complex, complex.__pos__),
    (str, str.__str__),
    (bytes, lambda v: bytes.__getitem__(v, slice(None))),
    (list, lambda v: list.__getitem__(v, slice(None))),
    (tuple, lambda v: tuple.__getitem__(v, slice(None))),
    (dict, dict.copy),
    (set, lambda v: set(set.__iter__(v))),
    (frozenset, lambda v: frozenset(frozenset.__iter__(v))),
    (bytearray, lambda v: bytes(bytearray.__getitem__(v, slice(None)))),
)


def issubclass_of(kind, base):
    # By identity: the class of a program's class may say that it equals any other.
    return any([one is base for one in type_mro(kind)])


def type_module(kind):
    try:
        module = module_of_type(kind)
    except AttributeError:
        return ""
    return module if type(module) is str else ""


def encode_text(value, limit, drain):
    return Encoder(limit, drain).text(value).encode("ascii")
