# Fills the disk.
#
# outcome: exception PermissionError | exception OSError | exception FileNotFoundError
# must not: write a file

def f(x):
    with open("/tmp/@MARK@-filler", "wb") as file:
        while True:
            file.write(b"x" * 1_000_000)
