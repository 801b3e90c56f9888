"""Reads recorded test samples and hidden tests. Runs in the sandbox; nothing here calls a candidate."""
import ast
import builtins
import re


def calls_entry(node, entry):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == entry


def mentions(node, entry):
    return any(calls_entry(inner, entry) for inner in ast.walk(node))


def comparison(test, entry):
    """The call and the expected expression of `entry(...) == expected`, either way round."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    if not isinstance(test.ops[0], ast.Eq):
        return None
    sides = [(test.left, test.comparators[0]), (test.comparators[0], test.left)]
    for call, expected in sides:
        if calls_entry(call, entry) and not mentions(expected, entry):
            return ast.unparse(call), ast.unparse(expected)
    return None


def bare_calls(statement, entry):
    """Calls of the function that hold no other call of it, on one line each."""
    return [
        ast.unparse(node)
        for node in ast.walk(statement)
        if calls_entry(node, entry)
        and not any(mentions(part, entry) for part in ast.iter_child_nodes(node))
    ]


def module_names(prompt):
    """Names that a candidate's module has: those of the prompt."""
    names = set()
    for node in ast.walk(ast.parse(prompt)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
    return names


def unknown_names(expression, known):
    names = [node for node in ast.walk(expression) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(expression) if isinstance(node, ast.arg)}
    return {node.id for node in names} - bound - known - set(dir(builtins))


def classify(text, entry, known):
    """What a test demands: [kind, call, expected]."""
    statements = ast.parse(text).body
    if len(statements) != 1:
        return ["statements", "", ""]
    test = statements[0].test
    found = comparison(test, entry)
    if found is not None:
        return ["equality", *found]
    conditional = any(isinstance(node, (ast.BoolOp, ast.IfExp)) for node in ast.walk(test))
    if unknown_names(test, known):
        # A name that nobody defines: it fails for every candidate, unless it is never reached.
        return ["statements" if conditional else "hopeless", "", ""]
    return ["expression", f"bool({ast.unparse(test)})", "True"]


def read_sample(sample, entry, limit, known):
    tests = []
    for part in ("assert " + sample).split("assert "):
        if entry not in part:
            continue
        text = "assert " + part.rstrip()
        text = re.split(r"\n(?=\S)", text)[0].rstrip()
        try:
            statements = ast.parse(text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if not statements or not isinstance(statements[0], ast.Assert):
            continue
        calls = [call for call in bare_calls(ast.parse(text), entry) if not unknown_names(ast.parse(call), known)]
        tests.append([text, *classify(text, entry, known), calls])
        if len(tests) == limit:
            break
    return tests


def read_samples(samples, entry, limit, prompt):
    """Per sample its tests, each as [text, kind, call, expected, bare calls]."""
    known = module_names(prompt) | {entry}
    return [read_sample(sample, entry, limit, known) for sample in samples]


def read_hidden(source, entry):
    """[call, expected] of each assertion of `check(candidate)`; None where one is anything else."""
    checks = [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == "check"]
    tests = []
    for statement in checks[0].body:
        if not isinstance(statement, ast.Assert):
            return None
        if isinstance(statement.test, ast.Constant) and statement.test.value:
            continue
        found = comparison(statement.test, "candidate")
        if found is None:
            return None
        try:
            ast.literal_eval(found[1])
            for argument in ast.parse(found[0], mode="eval").body.args:
                ast.literal_eval(argument)
        except ValueError:
            return None
        tests.append([entry + found[0][len("candidate"):], found[1]])
    return tests
