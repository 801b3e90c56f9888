# Replaces functions of modules that others, the harness too, may use.
#
# outcome: value | crash
# must not: change its neighbours' results

import json
import marshal
import math
import os
import re
import struct
import sys
import time


def f(x):
    def lie(*_, **__):
        return "PWNED"

    json.dumps = json.loads = marshal.dumps = marshal.loads = struct.pack = lie
    math.floor = math.sqrt = re.compile = time.time = time.perf_counter = lie
    os.write = lie
    sys.modules["marshal"] = sys.modules["struct"] = sys.modules["json"] = sys
    return 1
