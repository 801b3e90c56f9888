import {
  folderOf,
  joined,
  mirrorOf,
  mostCommon,
  nameOf,
  type TestFramework,
  type TestPlace,
  type TestProject,
} from '../test-project.ts';

/** What a Python project does with its tests. */
export interface PythonProject extends TestPlace {
  /** How tests are written there: pytest runs both kinds. */
  readonly form: 'pytest' | 'unittest';
  /** True where `pytest-asyncio` awaits coroutine tests. */
  readonly awaits: boolean;
  /** True where its test files end with a call of `unittest.main`. */
  readonly callsMain: boolean;
}

const testName = /^(?:test_.*|.*_tests?|tests)\.py$/;
const testFolder = /^(?:tests?|testing)$/;

/** Finds framework, place and module name for the tests of the target's file. */
export function readPythonProject(project: TestProject): PythonProject {
  const { target, texts } = project;
  const tests = project.paths.filter((path) => testName.test(nameOf(path)) && path !== target);
  const own = existingTest(project, tests);
  const others = tests.flatMap((path) => texts.get(path) ?? []);
  const framework = frameworkOf(project, others);
  const forms = own === undefined ? others : [texts.get(own) ?? '', ...others];
  const form =
    forms.map(formOf).find((found) => found !== undefined && own !== undefined) ??
    mostCommon(forms.flatMap((text) => formOf(text) ?? [])) ??
    framework;
  const path = own ?? newPath(project, tests);
  const root = importRoot(project, path);
  return {
    framework,
    form,
    path,
    module: spelledModule(texts.get(path) ?? '', target) ?? moduleOf(target, root),
    folder: folderFor(framework, path, root),
    awaits: mentions(project, /\bpytest[-_]asyncio\b/),
    callsMain: others.length === 0 || others.some((text) => text.includes('unittest.main(')),
  };
}

/** How a test file is written, by what is in it. */
export function formOf(text: string): 'pytest' | 'unittest' | undefined {
  if (/^class\s+\w+\([^)]*TestCase\b/m.test(text)) return 'unittest';
  return /^\s*(?:async\s+)?def\s+test|^\s*import\s+pytest|^\s*from\s+pytest\b/m.test(text)
    ? 'pytest'
    : undefined;
}

function frameworkOf(project: TestProject, others: readonly string[]): 'pytest' | 'unittest' {
  const configured =
    project.paths.some((path) => /^(?:\.?pytest\.ini|conftest\.py)$/.test(nameOf(path))) ||
    mentions(project, /\bpytest\b/);
  return configured || others.some((text) => formOf(text) === 'pytest') ? 'pytest' : 'unittest';
}

/** True where configuration or requirements say so. */
function mentions({ texts }: TestProject, pattern: RegExp): boolean {
  const isConfiguration =
    /^(?:pyproject\.toml|setup\.(?:cfg|py)|tox\.ini|\.?pytest\.ini|Pipfile|.*requirements.*\.(?:txt|in)|environment\.ya?ml)$/;
  return [...texts].some(
    ([path, text]) => isConfiguration.test(nameOf(path)) && pattern.test(text),
  );
}

/** The test file that the module has already. */
function existingTest(project: TestProject, tests: readonly string[]): string | undefined {
  const stem = stemOf(project.target);
  const imports = (path: string) =>
    importedModules(project.texts.get(path) ?? '').some(
      (module) => module.split('.').at(-1) === stem,
    );
  const named = tests.filter((path) =>
    [`test_${stem}.py`, `${stem}_test.py`, `${stem}_tests.py`].includes(nameOf(path)),
  );
  return named.find(imports) ?? (named.length === 1 ? named[0] : undefined);
}

function newPath(project: TestProject, tests: readonly string[]): string {
  const { target, paths } = project;
  const stem = stemOf(target);
  const suffixed = tests.filter((path) => /_tests?\.py$/.test(path)).length;
  const name = suffixed * 2 > tests.length ? `${stem}_test.py` : `test_${stem}.py`;
  const here = folderOf(target);
  const apart = tests.filter((path) =>
    folderOf(path)
      .split('/')
      .some((part) => testFolder.test(part)),
  );
  if (tests.length > 0 && apart.length * 2 <= tests.length) return joined(here, name);
  if (apart.length > 0) return joined(mirrorOf(here, apart.map(folderOf)) ?? 'tests', name);
  const configured = testPaths(project);
  if (configured !== undefined) return joined(configured, name);
  const folder = ['tests', 'test'].find((each) =>
    paths.some((path) => path.startsWith(`${each}/`)),
  );
  if (folder !== undefined) return joined(folder, name);
  const isPackaged = paths.some((path) => /^(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(path));
  return joined(isPackaged ? 'tests' : here, name);
}

/** The first folder of pytest's `testpaths`. */
function testPaths({ texts }: TestProject): string | undefined {
  for (const name of ['pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg']) {
    const found = /^\s*testpaths\s*=\s*(?:\[\s*)?["']?([\w./-]+)/m.exec(texts.get(name) ?? '')?.[1];
    if (found !== undefined) return found.replace(/^\.\/|\/$/g, '');
  }
  return undefined;
}

/** The folder from which the target's module is imported. */
function importRoot(project: TestProject, test: string): string {
  const { target, paths } = project;
  const known = new Set(paths);
  let top = folderOf(target);
  while (top !== '' && known.has(`${top}/__init__.py`)) top = folderOf(top);
  if (top !== folderOf(target)) return top;
  const above = ancestorsOf(target);
  const votes = [...project.texts].flatMap(([path, text]) =>
    testName.test(nameOf(path))
      ? importedModules(text).flatMap((module) => {
          const file = module.replaceAll('.', '/');
          return above.filter(
            (root) =>
              known.has(`${joined(root, file)}.py`) ||
              known.has(`${joined(root, file)}/__init__.py`),
          );
        })
      : [],
  );
  const voted = mostCommon(votes);
  if (voted !== undefined) return voted;
  if (folderOf(test) === folderOf(target)) return folderOf(target);
  return target.startsWith('src/') ? 'src' : '';
}

/** The folders above a file, innermost first, the project's own last. */
function ancestorsOf(path: string): string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) found.push(folder);
  return [...found, ''];
}

function importedModules(text: string): string[] {
  return [...text.matchAll(/^\s*(?:from\s+([\w.]+)\s+import|import\s+([\w.]+))/gm)].map(
    ([, from, plain]) => from ?? plain ?? '',
  );
}

/** The module as the test file that is there spells it. */
function spelledModule(test: string, target: string): string | undefined {
  return [...test.matchAll(/^\s*from\s+([\w.]+)\s+import/gm)]
    .map(([, module = '']) => module)
    .find((module) => module.split('.').at(-1) === stemOf(target));
}

function moduleOf(target: string, root: string): string {
  const inside = root === '' ? target : target.slice(root.length + 1);
  return inside
    .replace(/\.pyi?$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');
}

/** pytest finds its own way; unittest imports from the folder that it is started in. */
function folderFor(framework: TestFramework, test: string, root: string): string {
  return framework === 'unittest' && root !== '' && test.startsWith(`${root}/`) ? root : '';
}

function stemOf(path: string): string {
  const name = nameOf(path);
  const own = name === '__init__.py' ? nameOf(folderOf(path)) : name.replace(/\.pyi?$/, '');
  return own === '' ? 'init' : own;
}
