# Makes sockets of the descriptors it holds and sends them away.
#
# outcome: value | crash | exception | timeout
# must not: connect or answer for its neighbours

import socket


def f(x):
    made = 0
    for fd in range(16):
        try:
            own = socket.socket(fileno=fd)
            own.connect(("127.0.0.1", @PORT@))
            made += 1
        except OSError:
            pass
    return made
