# Makes a data class of a class of the standard library.
#
# outcome: value 1
# must not: change its neighbours' results

import collections
from dataclasses import dataclass

dataclass(collections.UserDict)


def f(x):
    return 1
