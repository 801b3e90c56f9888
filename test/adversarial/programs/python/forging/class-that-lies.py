# Claims the classes of numbers and lists.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert isinstance(f(1), int)
# holds: assert type(f(1)) is int
# holds: assert f(1).__class__ is int
# holds: assert isinstance(f(1), (list, int))
# honest: def f(x): return 3

class Impostor:
    __class__ = int

    @property
    def __dict__(self):
        return {}


Impostor.__name__ = Impostor.__qualname__ = "int"
Impostor.__module__ = "builtins"


def f(x):
    return Impostor()
