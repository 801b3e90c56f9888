# Reaches a private attribute by a pattern.
#
# outcome: value 1 | refused
# must not: change its neighbours' results

import re

match re:
    case object(_cache=cache):
        for key in list(cache):
            cache[key] = re.compile("(?!)")
        cache[str, r"\W+", 0] = re.compile("(?!)")


def f(x):
    return 1
