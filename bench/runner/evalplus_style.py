"""Checks programs the way evalplus does, written from its description.

One process per check, forked by multiprocessing, with the guard of human-eval. The function is
called on each input under SIGALRM and compared there with the expected result; verdicts come back
through shared memory. A pool of processes runs as many checks at a time as asked.

    evalplus_style.py WORKERS SECONDS < one JSON object per line: program, calls, expected, tolerance
"""

import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from human_eval_style import TimedOut, guard, silence, temporary_folder, time_limit

UNKNOWN, PASSED, FAILED, TIMED_OUT = 0, 1, 2, 3


def same(found, expected, task):
    if found == expected:
        return True
    numbers = isinstance(found, (int, float)) and isinstance(expected, (int, float))
    return numbers and abs(found - expected) <= task["tolerance"] * max(1, abs(expected))


def execute(task, seconds, state, details, progress):
    with temporary_folder():
        import os
        import shutil

        rmtree, rmdir, chdir, unlink, getcwd = shutil.rmtree, os.rmdir, os.chdir, os.unlink, os.getcwd
        guard()
        space = {}
        try:
            with silence():
                with time_limit(seconds):
                    exec(task["program"], space)
                for index, call in enumerate(task["calls"]):
                    with time_limit(seconds):
                        found = eval(call, space)
                    expected = task["expected"]
                    details[index] = expected is None or same(found, eval(expected[index]), task)
                    progress.value += 1
                    if not details[index]:
                        break
            state.value = PASSED if all(details[: progress.value]) else FAILED
        except TimedOut:
            state.value = TIMED_OUT
        except BaseException:
            state.value = FAILED
        shutil.rmtree, os.rmdir, os.chdir, os.unlink, os.getcwd = rmtree, rmdir, chdir, unlink, getcwd


def check(task, seconds):
    state = multiprocessing.Value("i", UNKNOWN)
    progress = multiprocessing.Value("i", 0)
    details = multiprocessing.Array("b", [False] * len(task["calls"]))
    process = multiprocessing.Process(target=execute, args=(task, seconds, state, details, progress))
    process.start()
    process.join(timeout=seconds * (len(task["calls"]) + 1) + 1)
    if process.is_alive():
        process.terminate()
        process.join(timeout=0.1)
    if process.is_alive():
        process.kill()
        process.join(timeout=0.1)
    return state.value


def main():
    workers, seconds = int(sys.argv[1]), float(sys.argv[2])
    tasks = [json.loads(line) for line in sys.stdin]
    start = time.perf_counter()
    counts = {}
    names = {UNKNOWN: "timed out", PASSED: "passed", FAILED: "failed", TIMED_OUT: "timed out"}
    with ProcessPoolExecutor(max_workers=workers) as pool:
        for future in as_completed([pool.submit(check, task, seconds) for task in tasks]):
            verdict = names[future.result()]
            counts[verdict] = counts.get(verdict, 0) + 1
    print(json.dumps({"seconds": time.perf_counter() - start, "verdicts": counts}))


if __name__ == "__main__":
    main()
