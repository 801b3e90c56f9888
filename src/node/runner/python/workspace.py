"""Modules of the user's workspace, imported out of memory.

The trusted side found and read them, and says what each is called; nothing here looks at a disk. The
server compiles them and runs none; a child runs what its program imports, in its own limits.

Packages are lazy: their `__init__` runs when a name is wanted that is no module, so that importing
one module does not drag in the whole project, and through it the file that the program stands for.
Modules that import each other in a circle may need the order that the `__init__` gives: a program in
which they fail runs again with packages that are run when they are imported.
Where another module wants a name of that file which the program lacks, the file itself is run for it.
"""

import warnings
from importlib.machinery import ModuleSpec

KEPT = {}
# What the program that runs now imports from.
WORKSPACE = []
CODE = types.CodeType
PYTHON = frozenset(getattr(sys, "stdlib_module_names", ()))


class Kept:
    """One set of modules as the server keeps it."""

    def __init__(self, order):
        self.home, self.home_file, self.home_is_package = order["home"]
        top = self.home.partition(".")[0]
        self.files = {}
        self.codes = {}
        self.packages = set()
        self.walk = False
        # Other names of the target's file.
        self.aliases = []
        for name, file, is_package, source in order["modules"]:
            # What Python has itself it has under this name everywhere.
            if name.partition(".")[0] in PYTHON and name.partition(".")[0] != top:
                continue
            if file == self.home_file and name != self.home:
                self.aliases.append(name)
                continue
            self.files[name] = file
            self.codes[name] = compiled(source, file)
            self.walk = self.walk or any(word in source for word in BUFFERS)
            if is_package:
                self.packages.add(name)
        self.names = set(self.files) | {self.home, *self.aliases}
        for name in list(self.names):
            while "." in name:
                name = name.rpartition(".")[0]
                self.names.add(name)
                if name not in self.files and name != self.home:
                    self.packages.add(name)
        if self.home_is_package:
            self.packages.add(self.home)
        self.tops = {name.partition(".")[0] for name in self.names}


def compiled(source, file):
    """Code, or the source where it cannot be compiled: importing it says why."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(source, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return source


def keep_modules(order):
    for key in order["forget"]:
        KEPT.pop(key, None)
    KEPT[order["key"]] = Kept(order)
    gc.collect()
    gc.freeze()


class Workspace:
    """Finds and loads the modules of a set for one program."""

    def __init__(self, kept, eager):
        self.kept = kept
        self.eager = eager
        self.failures = []
        # Packages whose `__init__` ran, runs or failed.
        self.begun = set()
        self.original = None
        self.home = HomeModule(kept.home)
        self.home.__file__ = kept.home_file
        self.home.__spec__ = self.spec(kept.home)
        self.home.__loader__ = self
        if kept.home_is_package:
            self.home.__path__ = []
            self.home.__package__ = kept.home
        else:
            self.home.__package__ = kept.home.rpartition(".")[0]

    def enter(self):
        WORKSPACE[:] = [self]
        self.forget()
        for name in (self.kept.home, *self.kept.aliases):
            sys.modules[name] = self.home
        sys.meta_path.insert(0, self)

    def leave(self):
        WORKSPACE.clear()
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        self.forget()

    def forget(self):
        for name in list(sys.modules):
            top = name.partition(".")[0]
            if top in self.kept.tops and (top not in PYTHON or name in self.kept.names):
                del sys.modules[name]

    # The import system asks these.

    def find_spec(self, name, path=None, target=None):
        return self.spec(name) if name in self.kept.names else None

    def spec(self, name):
        file = self.kept.home_file if name == self.kept.home else self.kept.files.get(name)
        found = ModuleSpec(name, self, origin=file, is_package=name in self.kept.packages)
        found.has_location = file is not None
        return found

    def create_module(self, spec):
        if spec.submodule_search_locations is None or self.eager:
            return None
        return LazyPackage(spec.name)

    def exec_module(self, module):
        if self.eager or module.__name__ not in self.kept.packages:
            self.execute(module.__name__, module.__dict__)

    def get_code(self, name):
        code = self.kept.codes.get(name)
        if type(code) is str:
            return compile(code, self.kept.files[name], "exec", dont_inherit=True)
        return code

    # Running modules.

    def execute(self, name, space):
        """What goes wrong in a module is an ImportError: programs may do without it."""
        try:
            code = self.get_code(name)
            if code is not None:
                exec(code, space)
        except ImportError as error:
            self.failures.append(failure(error))
            raise
        except Exception as error:
            kind, message, _ = exception_parts(error)
            text = f"the module {name} does not load in the sandbox: {kind}: {message or error}"
            self.failures.append(text[:500])
            raise ImportError(text, name=name) from error

    def attribute(self, package, name):
        """A name that a package does not have yet: a module in it, or what its `__init__` gives."""
        owner = package.__name__
        full = owner + "." + name
        code = self.kept.codes.get(owner)
        bound = type(code) is CODE and name in code.co_names
        known = full in self.kept.names
        if known and not bound:
            return importlib.import_module(full)
        private = name[:2] == "__" and not bound
        if owner not in self.begun and not private:
            self.begun.add(owner)
            try:
                self.execute(owner, package.__dict__)
            except ImportError:
                if not known:
                    raise
            if name in package.__dict__:
                return package.__dict__[name]
            if "__getattr__" in package.__dict__ and not known:
                return package.__dict__["__getattr__"](name)
        if known:
            return importlib.import_module(full)
        raise AttributeError(f"module '{owner}' has no attribute '{name}'")

    def settle(self):
        """Modules that took functions and classes of the file itself get the program's own."""
        if self.original is None:
            return
        mine = self.home.__dict__
        old = {
            id(value): name
            for name, value in self.original.__dict__.items()
            if (type(value) is types.FunctionType or isinstance(value, type))
            and value.__module__ == self.kept.home
            and name in mine
        }
        modules = [sys.modules.get(name) for name in self.kept.names]
        for module in [*modules, self.original]:
            if isinstance(module, types.ModuleType) and module is not self.home:
                for name, value in list(module.__dict__.items()):
                    if id(value) in old:
                        module.__dict__[name] = mine[old[id(value)]]

    def of_home(self, name):
        """A name of the target's file that the program lacks."""
        full = self.kept.home + "." + name
        if self.kept.home_is_package and full in self.kept.names:
            return importlib.import_module(full)
        if name[:2] != "__" and self.kept.home in self.kept.codes:
            if self.original is None:
                self.original = types.ModuleType(self.kept.home)
                space = self.original.__dict__
                for word in ("__file__", "__spec__", "__loader__", "__package__", "__path__"):
                    if word in self.home.__dict__:
                        space[word] = self.home.__dict__[word]
                self.execute(self.kept.home, space)
            if name in self.original.__dict__:
                return self.original.__dict__[name]
        raise AttributeError(f"module '{self.kept.home}' has no attribute '{name}'")


def failure(error):
    message = error.msg if type(error.msg) is str else ""
    return message[:500]


class LazyPackage(types.ModuleType):
    def __getattr__(self, name):
        if not WORKSPACE:
            raise AttributeError(name)
        return WORKSPACE[0].attribute(self, name)


class HomeModule(types.ModuleType):
    def __getattr__(self, name):
        if not WORKSPACE:
            raise AttributeError(name)
        return WORKSPACE[0].of_home(name)


def run_program(source, key, seed):
    """Runs a program's module; its names. Raises what it raises."""
    code = compile(source, "<candidate>", "exec", dont_inherit=True)
    failures = None
    for eager in (False, True, False):
        if seed is not None:
            random.seed(seed)
        space = new_program(key, eager).__dict__
        error = None
        try:
            exec(code, space)
            if WORKSPACE:
                WORKSPACE[0].settle()
        except BaseException as raised:
            error = raised
        found = WORKSPACE[0].failures if WORKSPACE else []
        first = failures is None
        if first and not any("partially initialized" in text for text in found):
            break
        if not first and (not eager or len(found) < failures):
            break
        failures = len(found)
        end_program()
    if error is not None:
        raise error
    return space


def new_program(key, eager):
    """The module in which a program runs, with what it may import."""
    if key is None:
        module = types.ModuleType("candidate")
    else:
        workspace = Workspace(KEPT[key], eager)
        workspace.enter()
        module = workspace.home
    sys.modules["candidate"] = module
    return module


def end_program():
    sys.modules.pop("candidate", None)
    if WORKSPACE:
        WORKSPACE[0].leave()


def why_undefined(kind, message):
    """A name may be missing because the module that has it did not load."""
    if kind == "NameError" and WORKSPACE and WORKSPACE[0].failures:
        return message + " (" + WORKSPACE[0].failures[0] + ")"
    return message
