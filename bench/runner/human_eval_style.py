"""Checks programs the way human-eval does, written from its description.

One process per check, forked by multiprocessing: it changes into a temporary folder, sets what is
dangerous to None, silences the streams, arms SIGALRM and executes the program with its tests. The
verdict comes back through a manager's list. Threads run as many checks at a time as asked.

    human_eval_style.py WORKERS SECONDS < one JSON string per line
"""

import contextlib
import faulthandler
import io
import json
import multiprocessing
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


class TimedOut(Exception):
    pass


@contextlib.contextmanager
def time_limit(seconds):
    def ring(number, frame):
        raise TimedOut

    signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.signal(signal.SIGALRM, ring)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class WriteOnly(io.StringIO):
    def read(self, *_):
        raise OSError

    readline = readlines = read

    def readable(self):
        return False


@contextlib.contextmanager
def silence():
    stream = WriteOnly()
    before = sys.stdin
    sys.stdin = stream
    try:
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            yield
    finally:
        sys.stdin = before


@contextlib.contextmanager
def temporary_folder():
    with tempfile.TemporaryDirectory() as folder:
        before = os.getcwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def guard():
    import builtins
    import resource

    memory = 4 * 2**30
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if platform.uname().system != "Darwin":
        resource.setrlimit(resource.RLIMIT_STACK, (memory, memory))
    faulthandler.disable()
    builtins.exit = builtins.quit = None
    os.environ["OMP_NUM_THREADS"] = "1"
    for name in (
        "kill system putenv remove removedirs rmdir fchdir setuid fork forkpty killpg rename "
        "renames truncate replace unlink fchmod fchown chmod chown chroot lchown getcwd chdir"
    ).split():
        setattr(os, name, None)
    shutil.rmtree = shutil.move = shutil.chown = None
    subprocess.Popen = None
    for name in ("ipdb", "joblib", "resource", "psutil", "tkinter"):
        sys.modules[name] = None


def execute(program, seconds, verdicts):
    with temporary_folder():
        rmtree, rmdir, chdir, unlink = shutil.rmtree, os.rmdir, os.chdir, os.unlink
        getcwd = os.getcwd
        guard()
        try:
            with silence(), time_limit(seconds):
                exec(program, {})
            verdicts.append("passed")
        except TimedOut:
            verdicts.append("timed out")
        except BaseException as error:
            verdicts.append(f"failed: {error}")
        shutil.rmtree, os.rmdir, os.chdir, os.unlink = rmtree, rmdir, chdir, unlink
        os.getcwd = getcwd


def check(program, seconds):
    with multiprocessing.Manager() as manager:
        verdicts = manager.list()
        process = multiprocessing.Process(target=execute, args=(program, seconds, verdicts))
        process.start()
        process.join(timeout=seconds + 1)
        if process.is_alive():
            process.kill()
        return verdicts[0] if len(verdicts) > 0 else "timed out"


def main():
    workers, seconds = int(sys.argv[1]), float(sys.argv[2])
    programs = [json.loads(line) for line in sys.stdin]
    start = time.perf_counter()
    counts = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in as_completed([pool.submit(check, program, seconds) for program in programs]):
            verdict = future.result().split(":")[0]
            counts[verdict] = counts.get(verdict, 0) + 1
    print(json.dumps({"seconds": time.perf_counter() - start, "verdicts": counts}))


if __name__ == "__main__":
    main()
