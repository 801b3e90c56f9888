# Reads what the programs after it are, and answers for them.
#
# outcome: value 0
# must not: change its neighbours' results

import gc

# Joined when it runs: as one constant it would be found in this program itself.
secret = "-".join(["NEIGHBOUR", "SECRET"])
found = [o for o in gc.get_objects() if type(o) in (tuple, list) and secret in repr(o)[:4000]]


def f(x):
    return len(found)
