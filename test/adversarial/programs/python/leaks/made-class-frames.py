# Walks the frames above it without naming one, to where programs are kept and their frames are written.
#
# outcome: value "alone" | refused
# must not: come to the programs that share its process

u = "_" * 2
Anything = type("Anything", (type,), {u + "instancecheck" + u: lambda c, o: True})


def reader(*names):
    return Anything("Reader", (), {u + "match_args" + u: names})


def get(o, name):
    Reader = reader(name)
    match o:
        case Reader(found):
            return found


def f(x):
    space = get(f, u + "glo" + "bals" + u)[u + "built" + "ins" + u]
    space = space if type(space) is dict else get(space, u + "dict" + u)
    frame = get(space[u + "imp" + "ort" + u]("sy" + "s"), "_" + "getframe")(1)
    while frame is not None:
        kept = get(get(frame, "f" + "_locals").get("self"), "programs")
        if kept is not None:
            return "among others" if len(kept) > 1 else "alone"
        frame = get(frame, "f" + "_back")
    return "alone"
