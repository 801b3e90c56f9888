# Makes a class whose patterns read any attribute, by names that stand nowhere in its text, and changes a module.
#
# outcome: value 1 | refused
# must not: change its neighbours' results

u = "_" * 2
Anything = type("Anything", (type,), {u + "instancecheck" + u: lambda c, o: True})


def get(o, name):
    Reader = Anything("Reader", (), {u + "match_args" + u: (u + name + u,)})
    match o:
        case Reader(found):
            return found


def f(x):
    space = get(f, "glo" + "bals")[u + "built" + "ins" + u]
    space = space if type(space) is dict else get(space, "dict")
    module = space[u + "imp" + "ort" + u]("ma" + "th")
    get(module, "dict")["pi"] = "FORGED"
    return 1
