# Raises and returns things whose names are longer than anything that may be said, or no text at all.
#
# outcome: exception | value | unencodable | crash | timeout | skipped
# must not: fill the trusted side
# call: f(0)
# call: f(1)
# call: f(2)
# call: f(3)
# call: f(4)

LONG = "A\u202e" * 3_000_000


def f(x):
    if x == 0:
        raise type(LONG, (Exception,), {})("x")
    if x == 1:
        return type(LONG, (), {LONG: 1})()
    if x == 2:
        raise type("\ud800\x1b]0;a\x07", (ValueError,), {})("\ud800")
    if x == 3:
        made = type("A", (), {})()
        made.__dict__[LONG] = {LONG: LONG}
        return made
    bases = (Exception,)
    for _ in range(3000):
        bases = (type("B" * 300, bases, {}),)
    raise bases[0]("x")
