# Sets another locale.
#
# outcome: value 1
# must not: change its neighbours' results

import locale

for name in ("C.UTF-8", "C.utf8", "POSIX", "C"):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        continue
locale.localeconv = lambda: {"decimal_point": ","}
locale.format_string = lambda *a, **k: "FORGED"


def f(x):
    return 1
