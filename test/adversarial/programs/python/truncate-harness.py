# Overwrites the harness.
#
# outcome: exception PermissionError | exception OSError | exception FileNotFoundError
# must not: change a file

def f(x):
    open("@ASSETS@/python/child.py", "w").close()
