# Returns a small object that is huge when written.
#
# outcome: unencodable | crash | timeout
# must not: fill the memory of the trusted side

def f(x):
    item = ["x" * 100]
    for _ in range(40):
        item = [item, item]
    return item
