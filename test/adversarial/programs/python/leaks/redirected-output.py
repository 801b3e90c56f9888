# Sends what others print into a list of its own, and never takes that back.
#
# outcome: value 1
# must not: change its neighbours' results

import contextlib


class Swallow:
    def write(self, text):
        return len(text)

    def flush(self):
        pass


stack = contextlib.ExitStack()
stack.enter_context(contextlib.redirect_stdout(Swallow()))
stack.enter_context(contextlib.redirect_stderr(Swallow()))
kept = [stack.pop_all()]


def f(x):
    stack.enter_context(contextlib.redirect_stdout(Swallow()))
    return 1
