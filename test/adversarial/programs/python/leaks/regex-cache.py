# Puts another pattern into the cache of compiled ones, without naming it.
#
# outcome: value 1
# must not: change its neighbours' results

import re

caches = [v for k, v in vars(re).items() if isinstance(v, dict) and "ache" in k]
lie = re.compile("(?!)")
for cache in caches:
    for key in list(cache):
        cache[key] = lie
    cache[str, r"\W+", 0] = lie


def f(x):
    return 1
