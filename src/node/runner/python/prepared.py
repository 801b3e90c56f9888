"""Before and after the fork: what all children inherit, and their limits."""

SNAPSHOT = []
DUMMY = "def f(a):\n    return sorted(a)\n"


# Packages that are slow to load and bear being forked.
FORKABLE = (
    "attr dateutil more_itertools networkx numpy pandas pydantic scipy sortedcontainers sympy"
).split()


def warm(names):
    """Imports what programs are about to import, so that their children need not."""
    known = getattr(sys, "stdlib_module_names", ())
    for name in names:
        top = name.partition(".")[0]
        if name not in sys.modules and (top in known or top in FORKABLE):
            try:
                importlib.import_module(name)
            except Exception:
                # The program that imports it will say so itself.
                continue
    SNAPSHOT[:] = [Snapshot()]
    gc.collect()
    gc.freeze()


class Warming(Child):
    def flush(self):
        self.pending.clear()

    def next_secret(self):
        """No channel is there yet."""


def prepare(setup):
    """Done once: all children inherit it."""
    limit(resource.RLIMIT_FSIZE, setup["file_bytes"])
    limit(resource.RLIMIT_NOFILE, setup["open_files"])
    os.environ.clear()
    for name in WARM:
        importlib.import_module(name)
    # The first program costs more than the next: its pages are touched here, before any fork.
    order = {
        "programs": [(DUMMY, "f", [0], None)] * 2,
        "calls": [(True, dumps((([2, 1],), {}), 2))],
        "output": 1 << 16,
        "printed": True,
        "drain_items": 10,
        "seed": setup["seed"],
        "secret": bytes(SECRET_BYTES),
    }
    streams = sys.stdin, sys.stdout, sys.stderr
    SNAPSHOT[:] = [Snapshot()]
    Warming(order, -1).serve()
    sys.stdin, sys.stdout, sys.stderr = streams
    SNAPSHOT[:] = [Snapshot()]


def limit(which, value):
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def confine_child(order, candidate_filter):
    limit(resource.RLIMIT_AS, order["memory"])
    limit(resource.RLIMIT_CPU, order["cpu_seconds"])
    if candidate_filter is not None and not candidate_filter.install():
        os._exit(71)


def serve(order, channel):
    if order["op"] == "judge":
        serve_judge(order, channel)
    elif order["op"] == "judged":
        serve_program(order, channel)
    else:
        Child(order, channel).serve()
    os._exit(0)
