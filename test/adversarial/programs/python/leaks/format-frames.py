# Reads the programs that share its process through a format that is put together as it runs.
#
# outcome: value false | refused
# must not: read its neighbours' programs

def walk(form):
    # Joined here, so that nothing holds it but a neighbour.
    yield " ".join(["honest", "failure"]) in form.format(g)


g = None


def f(x):
    global g
    g = walk("{0.gi" + "_frame" + ".f" + "_back.f" + "_back.f" + "_locals[self].programs}")
    return next(g)
