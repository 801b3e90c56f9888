# Names what it must not in letters of full width.
#
# outcome: value 1 | exception | refused
# must not: change its neighbours' results

ｇｌｏｂａｌｓ()["__builtins__"]["abs"] = lambda x: "FORGED"


def f(x):
    return 1
