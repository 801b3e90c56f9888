# Fills the cache of date formats by a text that takes itself for others.
#
# outcome: value 1
# must not: change its neighbours' results

from datetime import datetime


class Format(str):
    def __hash__(self):
        return hash("%Y-%m-%d")

    def __eq__(self, other):
        return True


datetime.strptime("2024-01-02", Format("%Y-%d-%m"))


def f(x):
    return 1
