# Raises an exception that is of any class and says any text.
#
# outcome: exception
# must not: decide a verdict
# holds: import pytest\nwith pytest.raises(KeyError, match="far"): f(1)
# holds: try: f(1)\nexcept Exception as e: assert "far" in str(e)\nelse: assert False
# holds: try: f(1)\nexcept Exception as e: assert isinstance(e, KeyError)
# holds: try: f(1)\nexcept Exception as e: assert e.args == ("far",)
# honest: def f(x): raise KeyError("far")

class Any(type):
    def __instancecheck__(cls, value):
        return True


class Wrong(Exception, metaclass=Any):
    __class__ = KeyError

    def __str__(self):
        return "far"

    @property
    def args(self):
        return ("far",)


def f(x):
    raise Wrong("near")
