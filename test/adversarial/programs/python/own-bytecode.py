# Runs bytecode of its own, which reads and writes beyond its frame.
#
# outcome: value | exception | crash | timeout | unencodable
# must not: change its neighbours' results


def target():
    a = 1
    return a


def f(x):
    code = target.__code__
    for offset in range(0, 255, 5):
        odd = code.replace(co_code=bytes((124, offset, 124, 255 - offset, 2, 0, 83, 0)) * 4, co_stacksize=1)
        try:
            (lambda: 0).__class__(odd, globals())()
        except Exception:
            continue
    return 1
