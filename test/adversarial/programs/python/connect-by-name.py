# Asks the name service.
#
# outcome: exception gaierror | exception PermissionError | exception OSError
# must not: connect

import socket


def f(x):
    return socket.getaddrinfo("example.com", 80)[0][4]
