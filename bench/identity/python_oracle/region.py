"""The text of one function in its file, looked at with `ast` and `tokenize`."""

import ast
import functools
import inspect
import io
import re
import tokenize
import warnings

BLANK = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
STATEMENT_END = (tokenize.NEWLINE, tokenize.ENDMARKER)
DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
PRAGMA = re.compile(
    r"#\s*(?:type:|noqa|pragma|fmt:|pylint:|mypy:|pyright:|ruff:|isort:|nosec|yapf:|flake8)"
)


def parse(text):
    """The tree with type comments, or without where one of them is no type."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text, type_comments=True)
        except SyntaxError:
            return ast.parse(text)


def lines_of(text):
    """Lines with their ends, by what Python takes for a line end."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def white(line):
    return re.match(r"[ \t\f]*", line).group()


class Region:
    """`text` begins where the function does; `base` is the white space before it."""

    def __init__(self, base, text):
        self.base = base
        self.text = text
        self.lines = lines_of(base + text)

    @functools.cached_property
    def eol(self):
        return "\r\n" if "\r\n" in self.text else "\n"

    @functools.cached_property
    def tokens(self):
        source = io.StringIO(self.base + self.text + "\n", newline="")
        return list(tokenize.generate_tokens(source.readline))

    @functools.cached_property
    def node(self):
        """The function; None where the text holds anything else. Rows count as in `lines`."""
        head = "if 1:\n" if self.base else ""
        body = parse(f"{head}{self.base}{self.text}\n").body
        if self.base:
            if len(body) != 1:
                return None
            body = body[0].body
            ast.increment_lineno(body[0], -1)
        return body[0] if len(body) == 1 and isinstance(body[0], FUNCTION) else None

    def offset(self, row, byte_column):
        """The place in `text` of a position that `ast` gives."""
        line = self.lines[row - 1]
        column = len(line.encode("utf-8")[:byte_column].decode("utf-8"))
        return sum(map(len, self.lines[: row - 1])) + column - len(self.base)

    @functools.cached_property
    def statements(self):
        """All statements below the function, in the order of the text."""
        found = [each for each in ast.walk(self.node) if isinstance(each, ast.stmt)]
        return sorted(found[1:], key=lambda each: (each.lineno, each.col_offset))

    @functools.cached_property
    def doc_rows(self):
        """Rows that begin inside a docstring."""
        rows = set()
        for each in ast.walk(self.node):
            if isinstance(each, DOCUMENTED) and ast.get_docstring(each, clean=False) is not None:
                rows.update(range(each.body[0].lineno + 1, each.body[0].end_lineno + 1))
        return rows

    @functools.cached_property
    def string_rows(self):
        """Rows that begin inside any other string: their white space is content."""
        rows = set()
        open_strings = []
        starts = getattr(tokenize, "FSTRING_START", None)
        ends = getattr(tokenize, "FSTRING_END", None)
        for token in self.tokens:
            if token.type == tokenize.STRING:
                rows.update(range(token.start[0] + 1, token.end[0] + 1))
            elif token.type == starts:
                open_strings.append(token.start[0])
            elif token.type == ends:
                rows.update(range(open_strings.pop() + 1, token.end[0] + 1))
        return rows - self.doc_rows

    def dedented(self):
        """At column 0 with `\n` line ends, as one writes it down alone; what strings hold stays."""
        result = []
        for row, line in enumerate(self.lines, 1):
            cut = 0 if row in self.string_rows else min(len(self.base), len(white(line)))
            result.append(line[cut:])
        return "".join(result).replace("\r\n", "\n")

    @functools.cached_property
    def unit(self):
        """The white space of one level; None where levels differ in width or there is no block."""
        units = set()
        stack = [self.base]
        for token in self.tokens:
            if token.type == tokenize.INDENT and token.string != self.base:
                if not token.string.startswith(stack[-1]):
                    return None
                units.add(token.string[len(stack[-1]) :])
                stack.append(token.string)
            elif token.type == tokenize.DEDENT and len(stack) > 1:
                stack.pop()
        return units.pop() if len(units) == 1 else None

    def reindented(self, unit):
        """As `dedented`, each level as wide as `unit`; None where there is no even unit now."""
        if self.unit is None or self.unit == unit:
            return None
        result = []
        for row, line in enumerate(self.lines, 1):
            if row in self.string_rows or not line.strip():
                result.append(line if row in self.string_rows else line.lstrip(" \t\f"))
                continue
            lead = white(line)
            level, owner = self.levels[row]
            if lead.startswith(owner):
                result.append(unit * level + lead[len(owner) :] + line[len(lead) :])
            elif row in self.doc_rows:
                result.append(line)
            else:
                return None
        return "".join(result).replace("\r\n", "\n")

    @functools.cached_property
    def levels(self):
        """For each row its level below the function and the white space of its logical line."""
        levels = {}
        stack = [self.base]
        first_row = 0
        for token in self.tokens:
            if token.type == tokenize.INDENT:
                if token.string != self.base:
                    stack.append(token.string)
            elif token.type == tokenize.DEDENT:
                if len(stack) > 1:
                    stack.pop()
            elif token.type == tokenize.COMMENT and not first_row:
                levels[token.start[0]] = self._level_of_comment(token.start[0], stack)
            elif token.type in STATEMENT_END:
                for row in range(first_row or token.end[0], token.end[0] + 1):
                    levels.setdefault(row, (len(stack) - 1, stack[-1]))
                first_row = 0
            elif token.type != tokenize.NL and not first_row:
                first_row = token.start[0]
        return levels

    def _level_of_comment(self, row, stack):
        """It may stand deeper than the statement before it, or less deep than that after it."""
        lead = white(self.lines[row - 1])
        level = len(stack) - 1
        while level > 0 and not lead.startswith(stack[level]):
            level -= 1
        owner = stack[level]
        while self.unit and lead.startswith(owner + self.unit):
            level, owner = level + 1, owner + self.unit
        return level, owner if lead.startswith(owner) else ""

    def comments(self):
        """Each comment with the tokens before it and whether it has its line for itself."""
        found = []
        count = 0
        own_line = True
        for token in self.tokens:
            if token.type == tokenize.COMMENT:
                found.append((count, own_line, token.string.rstrip()))
            elif token.type in (tokenize.NEWLINE, tokenize.NL):
                own_line = True
            elif token.type not in BLANK:
                count += 1
                own_line = False
        return found

    def words(self):
        return [token.string for token in self.tokens if token.type not in (*BLANK, tokenize.COMMENT)]


def meaning(node):
    """The tree as text, without places; docstrings as `inspect.cleandoc` reads them."""
    return ast.dump(Cleaned().visit(copy_of(node)))


def copy_of(node):
    """A deep copy, which `copy.deepcopy` makes much more slowly."""
    if isinstance(node, ast.AST):
        fresh = type(node)()
        for name, value in ast.iter_fields(node):
            setattr(fresh, name, copy_of(value))
        return fresh
    if isinstance(node, list):
        return [copy_of(each) for each in node]
    return node


class Cleaned(ast.NodeTransformer):
    def generic_visit(self, node):
        super().generic_visit(node)
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            value = node.body[0].value
            value.value = "\n".join(
                line.rstrip() for line in inspect.cleandoc(value.value).strip().split("\n")
            )
        return node
