# Changes the arguments, which neighbours get too.
#
# call: f([1, 2], {"k": []})
# outcome: value
# must not: change its neighbours' results

def f(items, table):
    items.append("PWNED")
    table["k"].append("PWNED")
    table.clear()
    return 1
