# Says that its enumeration is of a module that it does not name, and has the members put there.
#
# outcome: value 1 | refused
# must not: change its neighbours' results

import enum

lie = enum.Enum("E", {"pi": 3.0}, module="ma" + "th", type=float)
enum.global_enum(lie)


def f(x):
    return 1
