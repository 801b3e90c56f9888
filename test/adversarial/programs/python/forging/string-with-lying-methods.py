# Returns a text whose methods answer as is wished.
#
# outcome: value | unencodable | exception
# must not: decide a verdict
# holds: assert f(1) == "abc"
# holds: assert f(1).startswith("a")
# holds: assert f(1).upper() == "ABC"
# holds: assert "b" in f(1)
# holds: assert f(1) + "d" == "abcd"
# holds: assert len(f(1)) == 3
# holds: assert {"abc": 1}[f(1)] == 1
# holds: assert "".join([f(1)]) == "abc"
# honest: def f(x): return "abc"

class Text(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("abc")

    def __contains__(self, part):
        return True

    def __add__(self, other):
        return "abcd"

    def __len__(self):
        return 3

    def startswith(self, *args):
        return True

    def upper(self):
        return "ABC"


def f(x):
    return Text("wrong text")
