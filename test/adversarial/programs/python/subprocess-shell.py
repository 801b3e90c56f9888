# Starts a shell through subprocess.
#
# outcome: exception PermissionError | exception BlockingIOError | exception OSError
# must not: write a file or leave a process

import subprocess


def f(x):
    return subprocess.run("echo > /tmp/@MARK@-subprocess", shell=True).returncode
