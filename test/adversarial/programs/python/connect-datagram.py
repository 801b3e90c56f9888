# Sends a datagram.
#
# outcome: exception PermissionError | exception OSError
# must not: connect

import socket


def f(x):
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"out", ("127.0.0.1", @PORT@))
