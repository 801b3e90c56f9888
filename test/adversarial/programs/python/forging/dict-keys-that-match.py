# Has keys that are found whatever is looked for.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == {"a": 1}
# holds: assert f(1)["a"] == 1
# holds: assert "a" in f(1)
# holds: assert f(1).get("a") == 1
# holds: assert list(f(1).items()) == [("a", 1)]
# honest: def f(x): return {"a": 1}
class Key(str):
    def __hash__(self):
        return hash("a")

    def __eq__(self, other):
        return True


class One(int):
    __eq__ = lambda self, other: True
    __hash__ = int.__hash__


def f(x):
    return {Key("b"): One(2)}
