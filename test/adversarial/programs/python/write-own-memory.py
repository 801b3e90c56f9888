# Writes to its own memory through /proc.
#
# outcome: exception PermissionError | exception FileNotFoundError | exception OSError
# must not: write a file

def f(x):
    with open("/proc/self/mem", "r+b") as memory:
        memory.seek(id(f))
        memory.write(b"x" * 100)
    return 1
