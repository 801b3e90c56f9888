"""The functions of one file, as `ast` has them."""

import ast
import bisect
import re
import warnings

from .region import FUNCTION, Region, lines_of, parse, white

DEFINITION = re.compile(r"(?:async(?:\s|\\\s)+)?def(?:\s|\\\s)+")


class Source:
    def __init__(self, text):
        """Raises SyntaxError or ValueError where Python cannot compile the text."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "before", "exec", dont_inherit=True)
        self.text = text
        self.tree = parse(text)
        self.lines = lines_of(text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.is_narrow = all(ord(each) < 0x10000 for each in set(text))
        self.functions = []
        self._collect(self.tree, None, [], 0)

    def _collect(self, node, owner, path, home):
        for at, child in enumerate(ast.iter_child_nodes(node)):
            place = at if node is self.tree else home
            if isinstance(child, FUNCTION):
                found = Found(self, child, owner, path, place, len(self.functions))
                self.functions.append(found)
            named = isinstance(child, (*FUNCTION, ast.ClassDef))
            inner = [*path, child.name] if named else path
            self._collect(child, child if named else owner, inner, place)

    def line_at(self, offset):
        """The row, from 0, that holds an offset."""
        return bisect.bisect_right(self.starts, offset) - 1

    def utf16(self, offset):
        """An offset in the units of JavaScript's strings."""
        if self.is_narrow:
            return offset
        return offset + sum(each > "\uffff" for each in self.text[:offset])


class Found:
    def __init__(self, source, node, owner, path, home, index):
        self.node = node
        self.owner = owner
        self.home = home
        self.index = index
        self.qualified_name = ".".join([*path, node.name])
        row = min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1
        base = white(source.lines[row])
        self.start = source.starts[row] + len(base)
        self.end = self._end(source, len(base))
        self.region = Region(base, source.text[self.start : self.end])
        line = source.lines[node.lineno - 1]
        column = len(line.encode("utf-8")[: node.col_offset].decode("utf-8"))
        definition = source.starts[node.lineno - 1] + column
        self.name_at = definition + DEFINITION.match(source.text, definition).end() - definition
        self.is_stub = is_stub(node)

    def _end(self, source, column):
        """After the last statement's line and the comments below it that are indented deeper."""
        row = self.node.end_lineno - 1
        end = source.starts[row] + len(source.lines[row].rstrip())
        for after in range(row + 1, len(source.lines)):
            line = source.lines[after]
            said = line.strip()
            if said and not (said.startswith("#") and len(white(line)) > column):
                break
            if said:
                end = source.starts[after] + len(line.rstrip())
        return end


def is_stub(node):
    """A body of which nobody would say that it is written; an answer that has it is none."""
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return all(is_placeholder(each) for each in body)


def is_placeholder(statement):
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant) and statement.value.value is ...
    if not isinstance(statement, ast.Raise):
        return False
    error = statement.exc
    error = error.func if isinstance(error, ast.Call) else error
    return isinstance(error, ast.Name) and error.id == "NotImplementedError"
