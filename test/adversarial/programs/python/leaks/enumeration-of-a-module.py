# Has a module behind a module put functions of its own among those of another that it names as it runs.
#
# outcome: value 1 | refused | exception
# must not: change its neighbours' results

import re


class Lie(re.enum.Enum):
    def __call__(self, *args, **named):
        return ["FORGED"]


made = Lie("Made", ["lo" + "ads", "du" + "mps"], module="js" + "on")
re.enum.global_enum(made)


def f(x):
    return 1
