# Connects to a socket in the file system.
#
# outcome: exception PermissionError | exception FileNotFoundError | exception OSError
# must not: connect

import socket


def f(x):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect("@HOME@/socket")
    return 1
