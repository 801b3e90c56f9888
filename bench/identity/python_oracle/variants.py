"""Answers for one function, and how the function reads in the file when they are taken."""

import ast
import re
import tokenize

from .region import DOCUMENTED, Region, copy_of, meaning, white

# What a comment may hold must confuse no reader of code.
REMARK = '# It\'s "quoted" here (and never closed'
SIDE_REMARK = "  # see { here, don't"
NEW_IMPORTS = (
    ("colorsys", "rgb_to_hsv"),
    ("graphlib", "TopologicalSorter"),
    ("zipapp", "create_archive"),
    ("nturl2path", "url2pathname"),
)


class Variation:
    """An answer; `text` is how the function then reads in its file; `wanted` is the import it needs."""

    def __init__(self, answer, text, wanted=None):
        self.answer = answer
        self.text = text
        self.wanted = wanted


def fenced(code):
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{code.rstrip(chr(10))}\n{fence}\n"


def identity(found, _source):
    return Variation(fenced(found.region.dedented()), found.region.text)


def indented(unit):
    def vary(found, _source):
        code = found.region.reindented(unit)
        return code and Variation(fenced(code), found.region.text)

    return vary


def prose(found, _source):
    code = fenced(found.region.dedented())
    return Variation(
        f"Here's the function `{found.node.name}`; it does what its docstring says:\n\n{code}\n"
        "It's simple: the work is done in one pass, and `None` isn't a special case.\n",
        found.region.text,
    )


def in_class(found, source):
    owner = found.owner
    if not isinstance(owner, ast.ClassDef):
        return None
    bases = [ast.get_source_segment(source.text, each) for each in owner.bases]
    if any(base is None for base in bases):
        return None
    head = f"class {owner.name}({', '.join(bases)}):" if bases else f"class {owner.name}:"
    code = found.region.dedented()
    unit = found.region.unit or "    "
    alone = Region("", code)
    body = [
        line if row in alone.string_rows or not line.strip() else unit + line
        for row, line in enumerate(alone.lines, 1)
    ]
    return Variation(fenced(f"{head}\n{''.join(body)}"), found.region.text)


def edited(region, edits):
    """The region after edits `(start, end, new)` of its text that do not overlap."""
    text = region.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return Region(region.base, text)


def first_row(statement):
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def comments(found, _source):
    region = found.region
    rows = []
    body = body_of(region)
    # One in four has a remark above its docstring too.
    first = region.node.body[0] if found.index % 4 == 0 else body and body[0]
    if not first:
        return None
    for statement in region.statements:
        if statement.lineno < first.lineno:
            continue
        row = first_row(statement)
        if starts_line(region, statement, row) and row not in rows:
            rows.append(row)
    if not rows:
        return None
    edits = [
        (at, at, white(region.lines[row - 1]) + REMARK + region.eol)
        for row in sorted({rows[0], rows[len(rows) // 2], rows[-1]})
        for at in [region.offset(row, 0)]
    ]
    side = side_place(region, body[0].lineno) if body else None
    if side is not None:
        edits.append((side, side, SIDE_REMARK))
    fresh = edited(region, edits)
    if meaning(fresh.node) != meaning(region.node):
        return None
    return Variation(fenced(fresh.dedented()), fresh.text)


def starts_line(region, statement, row):
    lead = white(region.lines[row - 1])
    alone = row != statement.lineno or len(lead.encode()) == statement.col_offset
    return alone and row > region.node.lineno and not is_continued(region, row)


def is_continued(region, row):
    return region.lines[row - 2].rstrip("\r\n").endswith("\\")


def body_of(region):
    """The statements of the function without its docstring."""
    body = region.node.body
    return body[1:] if ast.get_docstring(region.node, clean=False) is not None else body


def side_place(region, first):
    """The end of a statement's last line that has no comment, from a row on."""
    ends = []
    before = None
    for token in region.tokens:
        if token.type == tokenize.NEWLINE and before and before.type != tokenize.COMMENT:
            if token.start[0] >= first:
                ends.append(token.start)
        if token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            before = token
    if not ends:
        return None
    row, column = ends[len(ends) // 2]
    return sum(map(len, region.lines[: row - 1])) + column - len(region.base)


def renamed(found, source):
    region = found.region
    names = {
        name: f"{name}_renamed"
        for name in renamable(region.node)
        if not re.search(rf"\b{name}_renamed\b", source.text)
    }
    if not names:
        return None
    edits = []
    for each in ast.walk(region.node):
        if isinstance(each, ast.Name) and each.id in names:
            start = region.offset(each.lineno, each.col_offset)
            if region.text[start : start + len(each.id)] != each.id:
                return None
            edits.append((start, start + len(each.id), names[each.id]))
    fresh = edited(region, edits)
    if meaning(fresh.node) != meaning(Renamer(names).visit(copy_of(region.node))):
        return None
    return Variation(fenced(fresh.dedented()), fresh.text)


class Renamer(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node


def renamable(function):
    """Names that the function binds by assignment alone, and nothing inside it binds anew."""
    bound, spoiled = set(), set()
    for each in ast.walk(function):
        if isinstance(each, (ast.Global, ast.Nonlocal)):
            spoiled.update(each.names)
        elif isinstance(each, ast.arg):
            spoiled.add(each.arg)
        elif isinstance(each, ast.alias):
            spoiled.add((each.asname or each.name).split(".")[0])
        elif isinstance(each, ast.Call) and getattr(each.func, "id", "") in HIDDEN_USES:
            return set()
        elif isinstance(each, ast.JoinedStr):
            # Their places inside a formatted string are not to be had before Python 3.12.
            spoiled.update(name.id for name in ast.walk(each) if isinstance(name, ast.Name))
        else:
            spoiled.update(
                value
                for key, value in ast.iter_fields(each)
                if key in ("name", "rest") and isinstance(value, str)
            )
    outside = [*function.decorator_list, function.args, *([function.returns] if function.returns else [])]
    for part in outside:
        spoiled.update(each.id for each in ast.walk(part) if isinstance(each, ast.Name))
    stack = [(each, True) for each in function.body]
    while stack:
        node, own = stack.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            (bound if own else spoiled).add(node.id)
        inner = own and not isinstance(node, (*DOCUMENTED, ast.Lambda, *COMPREHENSIONS))
        stack.extend((each, inner) for each in ast.iter_child_nodes(node))
    return bound - spoiled


HIDDEN_USES = ("locals", "vars", "eval", "exec", "dir", "globals")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def with_use(region, use):
    """The region with one more statement at the start of its body."""
    rest = body_of(region)
    if not rest:
        return None
    row = first_row(rest[0])
    if not starts_line(region, rest[0], row):
        return None
    at = region.offset(row, 0)
    return edited(region, [(at, at, white(region.lines[row - 1]) + use + region.eol)])


def new_import(found, source):
    for module, name in NEW_IMPORTS:
        if re.search(rf"\b(?:{module}|{name})\b", source.text):
            continue
        plain = found.index % 2 == 0
        line = f"import {module}" if plain else f"from {module} import {name}"
        fresh = with_use(found.region, f"{module}.{name}" if plain else f"{name}(1)")
        return fresh and Variation(fenced(f"{line}\n\n\n{fresh.dedented()}"), fresh.text, line)
    return None


def one_more_name(found, source):
    lists = [
        each
        for each in source.tree.body
        if isinstance(each, ast.ImportFrom)
        and each.module != "__future__"
        and all(alias.name != "*" for alias in each.names)
    ]
    if not lists or re.search(r"\bextra_name\b", source.text):
        return None
    chosen = lists[found.index % len(lists)]
    line = f"from {'.' * chosen.level}{chosen.module or ''} import extra_name"
    fresh = with_use(found.region, "extra_name(1)")
    return fresh and Variation(fenced(f"{line}\n\n\n{fresh.dedented()}"), fresh.text, line)


VARIANTS = {
    "identity": identity,
    "indent-2": indented("  "),
    "indent-4": indented("    "),
    "indent-8": indented("        "),
    "indent-tab": indented("\t"),
    "comments": comments,
    "renamed": renamed,
    "prose": prose,
    "class": in_class,
    "import": new_import,
    "import-name": one_more_name,
}
