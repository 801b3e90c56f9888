# Connects to a server on this machine.
#
# outcome: exception PermissionError | exception OSError | exception ConnectionRefusedError
# must not: connect

import socket


def f(x):
    connection = socket.create_connection(("127.0.0.1", @PORT@))
    connection.sendall(b"out")
    return 1
