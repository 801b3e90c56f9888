"""The floors: fork and exit of an empty child, and the same calls in this very process.

    floors.py fork COUNT PROCESSES
    floors.py call < one JSON object per line: program, entry, calls
"""

import json
import os
import sys
import time


def fork_and_exit(count):
    for _ in range(count):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)


def fork(count, processes):
    start = time.perf_counter()
    children = []
    for _ in range(processes):
        child = os.fork()
        if child == 0:
            fork_and_exit(count // processes)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return time.perf_counter() - start


def call():
    tasks = [json.loads(line) for line in sys.stdin]
    start = time.perf_counter()
    for task in tasks:
        space = {}
        exec(task["program"], space)
        for text in task["calls"]:
            repr(eval(text, space))
    return time.perf_counter() - start


if sys.argv[1] == "fork":
    seconds = fork(int(sys.argv[2]), int(sys.argv[3]))
else:
    seconds = call()
print(json.dumps({"seconds": seconds, "verdicts": {}}))
