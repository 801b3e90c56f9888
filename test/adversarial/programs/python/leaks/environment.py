# Sets variables that modules look at, and the time zone.
#
# outcome: value 1
# must not: change its neighbours' results

import os, time

os.environ["TZ"] = "Pacific/Kiritimati"
os.environ["LANG"] = "de_DE.UTF-8"
time.tzset()


def f(x):
    return 1
