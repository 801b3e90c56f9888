# Has errors of encoding pass, under a known name.
#
# outcome: value 1
# must not: change its neighbours' results

import codecs

codecs.register_error("strict", lambda e: ("?", e.end))


def f(x):
    return 1
