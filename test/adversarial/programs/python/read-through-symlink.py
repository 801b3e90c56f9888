# Goes to a key in the home folder through a link.
#
# outcome: exception PermissionError | exception FileNotFoundError | exception OSError
# must not: read the canary or leave a link

import os


def f(x):
    os.symlink("@HOME@/.ssh/id_rsa", "/tmp/@MARK@-link")
    return open("/tmp/@MARK@-link").read()
