# Leaves asynchronous generators in the middle; what is behind runs when their memory is wanted.
#
# outcome: value 1
# must not: change its neighbours' results

import json


async def left():
    try:
        yield 1
    finally:
        json.dumps = lambda *a, **k: "FORGED"


kept = []


async def f(x):
    made = left()
    kept.append(made)
    return await made.asend(None)
