# Fills the cache of replacement templates by a text that takes itself for others.
#
# outcome: value 1
# must not: change its neighbours' results

import re


class Text(str):
    def __hash__(self):
        return hash(r"\2\1")

    def __eq__(self, other):
        return True


re.sub("(a)(b)", Text("FORGED\\1"), "ab")


def f(x):
    return 1
