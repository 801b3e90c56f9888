# Changes tables and contexts inside modules, which no name shows.
#
# outcome: value | exception
# must not: change its neighbours' results

import copy
import decimal
import json.encoder
import numbers
import re


def f(x):
    decimal.getcontext().prec = 1
    copy._deepcopy_dispatch[list] = lambda *_: "PWNED"
    json.encoder.ESCAPE_DCT.update({chr(c): "PWNED" for c in range(128)})
    json._default_encoder.item_separator = "PWNED"
    json._default_encoder.key_separator = "PWNED"
    numbers.Number.register(str)
    re._cache.clear()
    re.purge()
    return 1
