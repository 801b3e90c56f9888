# Returns an object that equals everything.
#
# outcome: value | unencodable
# must not: pass the test

class Everything:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __repr__(self):
        return "EXPECTED"


def f(x):
    return Everything()
