# Never finishes being imported.
#
# outcome: timeout
# must not: outlive its deadline

while True:
    pass
