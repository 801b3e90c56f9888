"""What the modules in use hold, to tell whether a program changed it."""

WARM = (
    "abc array bisect collections collections.abc contextlib copy dataclasses datetime decimal "
    "enum fractions functools heapq itertools json math numbers operator random re statistics "
    "string textwrap typing"
).split()


class Snapshot:
    """What the modules in use hold, to tell whether a program changed them.

    After each program the built-ins are compared, what runs programs here, and the modules that it
    names; everything else once for all of a batch, at its end.
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
                    if issubclass(type(member), type) and member.__flags__ & HEAP:
                        fields = member.__dict__
                        spaces.append((fields, list(fields), list(fields.values())))
        self.always = self.spaces.pop("builtins") + own_spaces()
        self.own_functions = own_functions()
        self.functions = []
        for name in WARM:
            for space, _, values in list(self.spaces.get(name.partition(".")[0], ())):
                for value in values:
                    if type(value) is FUNCTION:
                        self.functions.append(known(value))
                        named = value.__kwdefaults__
                        if named is not None:
                            self.spaces[name.partition(".")[0]].append(
                                (named, list(named), list(named.values()))
                            )

    def differs(self, source):
        if len(sys.modules) != len(self.names) or _thread._count() > 0:
            return True
        if sys.path != self.path or changed_spaces(self.always):
            return True
        if changed_functions(self.own_functions):
            return True
        if any([word in source for word in OPENERS]):
            return self.differs_anywhere()
        if "import" not in source:
            return False
        return any([name in source and changed_spaces(s) for name, s in self.spaces.items()])

    def differs_anywhere(self):
        changed = any(map(changed_spaces, self.spaces.values()))
        return changed or changed_functions(self.functions)

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


def known(function):
    return function, function.__code__, function.__defaults__, len(function.__dict__)


def changed_functions(functions):
    for function, code, defaults, attributes in functions:
        if function.__code__ is not code or function.__defaults__ is not defaults:
            return True
        if len(function.__dict__) != attributes:
            return True
    return False


def own_spaces():
    """Where what runs programs is found: here, and in the classes of it that a batch uses."""
    spaces = [globals(), *[kind.__dict__ for kind in (Child, Encoded, Sink, Snapshot)]]
    return [(space, list(space), list(space.values())) for space in spaces]


def own_functions():
    members = [value for space, _, _ in own_spaces() for value in space.values()]
    return [known(value) for value in members if type(value) is FUNCTION]
