# Raises exceptions of its own that carry the names of built-in ones.
#
# outcome: exception
# must not: decide a verdict
# holds: import pytest\nwith pytest.raises(ValueError): f(1)
# holds: try: f(1)\nexcept ValueError: pass
# holds: import pytest\nwith pytest.raises(ValueError) as e: f(1)\nassert e.type is ValueError
# honest: def f(x): raise __builtins__["ValueError"]("no") if isinstance(__builtins__, dict) else ValueError("no")

class ValueError(Exception):
    pass


ValueError.__module__ = "builtins"


def f(x):
    raise ValueError("no")
