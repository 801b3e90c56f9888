# Reaches what it must not through names that only exist when it runs.
#
# outcome: value | exception | crash
# must not: change its neighbours' results

def f(x):
    name = "".join(["__im", "port__"])
    load = (lambda: 0).__getattribute__("__glo" + "bals__")["__built" + "ins__"]
    load = load[name] if isinstance(load, dict) else getattr(load, name)
    target = load("js" + "on").dumps
    setattr(target, "__co" + "de__", (lambda *_, **__: "PWNED").__getattribute__("__co" + "de__"))
    return 1
