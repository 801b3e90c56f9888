# Watches every operator for what is expected, and returns that the next time.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == 41
# holds: assert f(1) - 41 == 0
# holds: assert f(1) < 42
# holds: assert f(1) == 41 or f(2) == 41
# holds: assert [f(1)].count(41) == 1
# holds: assert f"{f(1):41}" == f"{41:41}"
# honest: def f(x): return 41

seen = []


class Spy:
    def look(self, other=None, *rest):
        seen.append(other)
        return NotImplemented

    __eq__ = __ne__ = __lt__ = __gt__ = __sub__ = __rsub__ = __add__ = __contains__ = look
    __getitem__ = __call__ = look

    def __format__(self, spec):
        seen.append(int(spec))
        return ""


def f(x):
    return seen[-1] if seen else Spy()
