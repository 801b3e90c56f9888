"""Compares what was printed with what an example shows, as doctest and its relatives do.

A part of the judge: the text is the judge's, and so is every comparison.
"""

import ast
import math
import re

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


class Printed(str):
    """Printed text. It equals what doctest would take for it, with these options of doctest's."""

    def __new__(cls, text, options):
        made = str.__new__(cls, text)
        made.options = frozenset(options.split())
        return made

    def __eq__(self, wanted):
        return prints_alike(ended(str.__str__(self)), ended(str(wanted)), self.options)

    def __ne__(self, wanted):
        return not self == wanted

    __hash__ = str.__hash__


def ended(text):
    """Without white space at the ends of lines, which nobody sees; the last line may lack its end."""
    lines = [line.rstrip() for line in text.split("\n")]
    if lines[-1] != "":
        lines.append("")
    return "\n".join(lines)


def prints_alike(got, wanted, options):
    if got == wanted or alike(literal_of(got), literal_of(wanted)):
        return True
    if not options:
        return False
    if "NORMALIZE_WHITESPACE" in options:
        got, wanted = " ".join(got.split()), " ".join(wanted.split())
    return numbers_alike(got, wanted, options)


def numbers_alike(got, wanted, options):
    """By a pattern of what is wanted, whose groups are numbers that need not be equal."""
    marks = [NUMBER] if options & {"NUMBER", "FLOAT_CMP"} else []
    if "ELLIPSIS" in options:
        marks.insert(0, r"\.\.\.")
    if not marks:
        return got == wanted
    pattern, numbers, at = "", [], 0
    for mark in re.finditer("|".join(marks), wanted):
        pattern += re.escape(wanted[at : mark.start()])
        at = mark.end()
        if mark.group() == "...":
            pattern += "(?s:.*?)"
        else:
            pattern += "(" + NUMBER + ")"
            numbers.append(mark.group())
    found = re.fullmatch(pattern + re.escape(wanted[at:]), got)
    if found is None:
        return False
    return all(is_near(a, b, options) for a, b in zip(found.groups(), numbers))


def is_near(got, wanted, options):
    """`NUMBER` looks at as many digits as are wanted, `FLOAT_CMP` at five significant ones."""
    if "FLOAT_CMP" in options:
        return math.isclose(float(got), float(wanted), rel_tol=1e-5, abs_tol=1e-8)
    digits, _, exponent = wanted.lower().partition("e")
    if "." not in digits:
        return got == wanted
    places = len(digits.partition(".")[2]) - int(exponent or 0)
    return abs(float(got) - float(wanted)) <= 10.0**-places


def literal_of(text):
    """The value that a text is; itself where it is none."""
    if len(text) > 100_000:
        return text
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return text


def alike(one, other):
    """Equal, in every type: quotes, spaces and the order of sets and dicts do not matter."""
    kind = type(one)
    if kind is not type(other):
        return False
    if kind in (list, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if kind is dict:
        if one.keys() != other.keys():
            return False
        return all(alike(one[key], other[key]) for key in one)
    return one == other
