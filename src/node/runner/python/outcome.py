"""What a call came to, as bytes: values, exceptions and what was printed."""


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


class Encoded:
    """Encodes results: marshal where it is exact, canonical text for everything else."""

    __slots__ = ("limit", "drain")

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
