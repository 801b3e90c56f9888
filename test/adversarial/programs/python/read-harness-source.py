# Reads the harness, looking for something to use.
#
# outcome: value | exception
# must not: find what was expected

def f(x):
    return len(open("@ASSETS@/python/child.py").read()) > 0
