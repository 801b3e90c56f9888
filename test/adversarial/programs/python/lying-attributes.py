# Returns an object that runs code whenever anything is asked of it.
#
# outcome: value | unencodable | exception
# must not: run on after the call

class Meta(type):
    def __getattribute__(cls, name):
        while True:
            pass


class Trap(metaclass=Meta):
    @property
    def __dict__(self):
        while True:
            pass

    def __getattribute__(self, name):
        while True:
            pass

    def __iter__(self):
        while True:
            pass


def f(x):
    return Trap()
