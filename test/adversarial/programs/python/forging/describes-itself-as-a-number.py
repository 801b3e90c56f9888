# Describes its objects to the judge with the bases, fields and text of a number, through what encodes them.
#
# outcome: value | exception | unencodable
# must not: decide a verdict
# holds: assert isinstance(f(1), int) and f(1) - 4 == 0
# holds: assert repr(f(1)) == "4"
# holds: assert f(1) == 4
# holds: assert f(1) in [4]
# honest: def f(x): return 4
import gc


class Num(int):
    __sub__ = lambda self, other: 0
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 1
    __repr__ = lambda self: "4"


def f(x):
    for found in gc.get_objects():
        if type(found).__name__ == "ProgramPeer":
            found.pack_class = lambda kind: ("b", "int")
    return Num(3)
