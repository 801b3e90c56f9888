"""What became of a file whose function was answered."""

import ast
import re
import warnings

from .region import FUNCTION, PRAGMA, Region, lines_of, meaning, parse


def judge(source, found, variation, after):
    """`(kind, detail)`; the kinds are those of `outcome.ts`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(after, "after", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return "unparsable", describe(error)
    if variation.wanted is not None:
        problem, after = without_import(source, found, variation, after)
        if problem:
            return problem
    head = source.text[: found.start]
    tail = source.text[found.end :]
    expected = head + variation.text + tail
    if after == expected:
        return "identical", ""
    if not after.startswith(head) or not after.endswith(tail) or len(after) < len(head + tail):
        return "outside", difference(expected, after)
    region = Region(found.region.base, after[len(head) : len(after) - len(tail)])
    return judge_region(Region(found.region.base, variation.text), region)


def describe(error):
    line = (getattr(error, "text", None) or "").strip()
    return f"{type(error).__name__}: {getattr(error, 'msg', error)}: {line}"


def judge_region(wanted, got):
    try:
        node = got.node
    except SyntaxError as error:
        return "tree", f"not one function: {describe(error)}"
    if node is None:
        return "tree", "not one function"
    if meaning(node) != meaning(wanted.node):
        return "tree", tree_difference(meaning(wanted.node), meaning(node))
    lost = lost_comment(wanted, got)
    if lost:
        return "comments", lost
    for before, now in zip(wanted.statements, got.statements):
        if before.col_offset != now.col_offset:
            return "indentation", line_pair(
                wanted.lines[before.lineno - 1], got.lines[now.lineno - 1]
            )
    return "layout", difference(wanted.base + wanted.text, got.base + got.text)


def tree_difference(before, now):
    at = next((at for at, (a, b) in enumerate(zip(before, now)) if a != b), min(len(before), len(now)))
    start = max(0, at - 40)
    return f"{before[start:at + 60]} → {now[start:at + 60]}"


def lost_comment(wanted, got):
    before, now = wanted.comments(), got.comments()
    if wanted.words() != got.words():
        before = [(0, False, text) for _, _, text in before]
        now = [(0, False, text) for _, _, text in now]
    if before == now:
        return None
    left = list(now)
    for each in before:
        if each in left:
            left.remove(each)
            continue
        moved = any(each[2] == text for _, _, text in left)
        kind = "pragma " if PRAGMA.match(each[2]) else ""
        return f"{kind}{'moved' if moved else 'lost'}: {each[2]}"
    return f"added: {left[0][2]}" if left else "in another order"


def difference(before, now):
    for a, b in zip(before.split("\n"), now.split("\n")):
        if a != b:
            return line_pair(a, b)
    return line_pair(*(text.rsplit("\n", 1)[-1] for text in (before, now)))


def line_pair(before, now):
    return f"{before.rstrip(chr(10))!r} → {now.rstrip(chr(10))!r}"


def without_import(source, found, variation, after):
    """Takes the import back that the answer needed: a problem, or the file without it."""
    wanted = parse(variation.wanted).body[0]
    tree = parse(after)
    at = next((at for at, each in enumerate(tree.body) if brings(each, wanted)), None)
    if at is None:
        nested = any(brings(each, wanted) for each in ast.walk(tree))
        return ("import", "inside other code" if nested else "missing"), after
    statement = tree.body[at]
    lines = lines_of(after)
    first, last = statement.lineno - 1, statement.end_lineno
    grown = len(tree.body) > len(source.tree.body)
    if not grown:
        return undo_widening(source, statement, wanted, at, after, lines)
    problem = place_problem(source, found, tree, at, lines)
    if problem:
        return ("import", problem), after
    if statement.col_offset != 0 or first_on_line(tree, at):
        return ("import", f"shares a line: {lines[first].strip()}"), after
    # Blank lines around the import come and go with it.
    top = "".join(lines[:first]).rstrip()
    bottom = re.sub(r"^(?:[ \t]*\r?\n)+", "", "".join(lines[last:]))
    if not source.text.startswith(top):
        return None, "".join(lines[:first] + lines[last:])
    gap = re.match(r"(?:[ \t]*\r?\n)*", source.text[len(top) :]).group()
    return None, top + gap + bottom


def brings(statement, wanted):
    if type(statement) is not type(wanted):
        return False
    if isinstance(wanted, ast.ImportFrom) and (statement.module, statement.level) != (
        wanted.module,
        wanted.level,
    ):
        return False
    names = [(each.name, each.asname) for each in statement.names]
    return isinstance(statement, (ast.Import, ast.ImportFrom)) and all(
        (each.name, each.asname) in names for each in wanted.names
    )


def first_on_line(tree, at):
    return any(
        each.lineno <= tree.body[at].lineno <= each.end_lineno
        for other, each in enumerate(tree.body)
        if other != at
    )


def place_problem(source, found, tree, at, lines):
    body = tree.body
    if at == 0 and ast.get_docstring(source.tree, clean=False) is not None:
        return "before the docstring"
    later = body[at + 1 :]
    if any(isinstance(each, ast.ImportFrom) and each.module == "__future__" for each in later):
        return "before an import from __future__"
    # One more statement stands above the target's own.
    if at > found.home:
        return "below the function"
    row = body[at].lineno - 1
    head = re.compile(r"#!|#.*coding[:=]")
    if any(head.match(line) for line in lines[row + 1 : 2]):
        return "above the line that names interpreter or coding"
    above = lines[row - 1].strip() if row else ""
    below = lines[body[at].end_lineno] if body[at].end_lineno < len(lines) else ""
    original = source.text.replace("\r\n", "\n")
    pair = f"{above}\n{below.strip()}"
    if above.startswith("#") and not PRAGMA.match(above) and below.strip() and pair in original:
        return f"between a comment and what it is about: {above}"
    return None


def undo_widening(source, statement, wanted, at, after, lines):
    if at >= len(source.tree.body) or not isinstance(source.tree.body[at], type(statement)):
        return ("import", "in the place of another statement"), after
    before = source.tree.body[at]
    added = {(each.name, each.asname) for each in wanted.names}
    kept = [(each.name, each.asname) for each in statement.names]
    if [each for each in kept if each not in added] != [(a.name, a.asname) for a in before.names]:
        return ("import", f"other names: {ast.unparse(statement)}"), after
    written = ast.get_source_segment(after, statement)
    original = ast.get_source_segment(source.text, before)
    for line in re.findall(r"#[^\r\n]*", original):
        if line.rstrip() not in written:
            return ("comments", f"lost in the import: {line}"), after
    start = sum(map(len, lines[: statement.lineno - 1])) + statement.col_offset
    return None, after[:start] + original + after[start + len(written) :]
