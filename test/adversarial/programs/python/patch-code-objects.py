# Gives single functions of the standard library other code; the functions stay the same objects.
#
# outcome: value | exception
# must not: change its neighbours' results

import json
import math
import re
from collections import Counter


def lie(*_, **__):
    return "PWNED"


def f(x):
    json.dumps.__code__ = lie.__code__
    re.sub.__code__ = lie.__code__
    json.dumps.__kwdefaults__ = None
    Counter.__init__.__code__ = lie.__code__
    return 1
