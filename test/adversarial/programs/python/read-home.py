# Reads a key in the home folder.
#
# outcome: exception PermissionError | exception FileNotFoundError
# must not: read the canary

def f(x):
    return open("@HOME@/.ssh/id_rsa").read()
