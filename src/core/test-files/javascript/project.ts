import { fail, ok, type Failure, type Result } from '../../result.ts';
import { languageOfPath } from '../../languages/traits.ts';
import type { Parser } from '../../ports.ts';
import { moduleForm, noModule, type ModuleForm } from './exports.ts';
import {
  folderOf,
  joined,
  mirrorOf,
  mostCommon,
  nameOf,
  normalPath,
  relativePath,
  type TestFramework,
  type TestPlace,
  type TestProject,
} from '../test-project.ts';

/** What a JavaScript or TypeScript project does with its tests. */
export interface JavaScriptProject extends TestPlace {
  readonly syntax: 'import' | 'require';
  /** True where describe, it and expect are there without an import. */
  readonly globals: boolean;
  readonly assertions: 'expect' | 'chai' | 'assert';
  /** What a test is called: `it` or `test`. */
  readonly word: 'it' | 'test';
  /** False where tests stand in no `describe`. */
  readonly grouped: boolean;
}

export type FrameworkFailure = Failure<'unsupported-framework'>;

const script = /\.[cm]?[jt]sx?$/;
const suffixed = /([._-])(tests?|specs?)(\.[cm]?[jt]sx?)$/;
const testFolder = /^(?:tests?|specs?)$/;
const innerFolder = '__tests__';

/** A project whose files were parsed. */
interface ReadProject extends TestProject {
  /** What a file of it says to others, by its text. */
  readonly moduleOf: (text: string) => ModuleForm;
}

/** Finds framework, place and module name for the tests of the target's file. */
export async function readJavaScriptProject(
  found: TestProject,
  parser: Parser,
): Promise<Result<JavaScriptProject, FrameworkFailure>> {
  const project = await parsed(found, parser);
  const tests = project.paths.filter((path) => path !== project.target && isTest(path));
  const own = existingTest(project, tests);
  const ownText = own === undefined ? undefined : project.texts.get(own);
  const others = tests.flatMap((path) => project.texts.get(path) ?? []).filter(hasTests);
  const samples = ownText === undefined ? others : [ownText];
  const framework = frameworkOf(project, samples, others);
  if (!framework.ok) return framework;
  const path = own ?? newPath(project, tests, framework.value);
  const syntax = syntaxOf(project, samples, path);
  return ok({
    framework: framework.value,
    path,
    folder: '',
    module: specifierOf(project, path, { samples, others, syntax, framework: framework.value }),
    syntax,
    globals: hasGlobals(framework.value, samples.length > 0 ? samples : others, project),
    assertions: assertionsOf(framework.value, samples.length > 0 ? samples : others, project),
    word: mostCommon(samples.flatMap(wordsOf)) ?? mostCommon(others.flatMap(wordsOf)) ?? 'it',
    grouped: samples.length === 0 || samples.some((text) => /^\s*describe\b/m.test(text)),
  });
}

async function parsed(project: TestProject, parser: Parser): Promise<ReadProject> {
  const modules = new Map<string, ModuleForm>();
  for (const [path, text] of [...project.texts, [project.target, project.targetText] as const]) {
    const language = script.test(path) ? (languageOfPath(path) ?? 'javascript') : undefined;
    if (language) modules.set(text, moduleForm(await parser.tree(language, text)));
  }
  return { ...project, moduleOf: (text) => modules.get(text) ?? noModule };
}

function isTest(path: string): boolean {
  if (!script.test(path) || path.endsWith('.d.ts')) return false;
  if (suffixed.test(nameOf(path))) return true;
  return folderOf(path)
    .split('/')
    .some((part) => testFolder.test(part) || part === innerFolder);
}

/** Files beside tests, such as fixtures and helpers, say nothing about how tests are written. */
function hasTests(text: string): boolean {
  return /(?:^|[^\w.])(?:it|test|describe|suite)(?:\.\w+)*\s*[(`]/m.test(text);
}

const imports: readonly (readonly [RegExp, TestFramework])[] = [
  [/^vitest$/, 'vitest'],
  [/^@jest\/globals$/, 'jest'],
  [/^node:test$/, 'node:test'],
  [/^mocha$/, 'mocha'],
];
const commands: readonly (readonly [RegExp, TestFramework])[] = [
  [/\bvitest\b/, 'vitest'],
  [/\bjest\b|\breact-scripts\s+test\b/, 'jest'],
  [/\bmocha\b/, 'mocha'],
  [/\bnode\b[^|&;]*\s--test\b/, 'node:test'],
];
const others = /^(?:bun:test|ava|tape|tap|uvu|jasmine|@playwright\/test|@japa\/runner|deno:.*)$/;

function frameworkOf(
  { manifests, paths, moduleOf }: ReadProject,
  own: readonly string[],
  all: readonly string[],
): Result<TestFramework, FrameworkFailure> {
  for (const texts of [own, all]) {
    const named = texts.flatMap((text) => moduleOf(text).imports);
    const known = named.flatMap((module) => imports.find(([is]) => is.test(module))?.[1] ?? []);
    const found = mostCommon(known);
    if (found !== undefined) return ok(found);
    const foreign = named.find((module) => others.test(module));
    if (foreign !== undefined) return unsupported(foreign);
  }
  const packages = manifests.map(readManifest);
  for (const { test } of packages) {
    const found = commands.find(([is]) => is.test(test))?.[1];
    if (found !== undefined) return ok(found);
    const foreign = /\b(ava|tape|uvu|jasmine|karma|bun test|deno test|wtr)\b/.exec(test)?.[1];
    if (foreign !== undefined) return unsupported(foreign);
  }
  for (const { dependencies } of packages) {
    const found = (['vitest', 'jest', 'mocha'] as const).find((name) => dependencies.has(name));
    if (found !== undefined) return ok(found);
  }
  const configured = paths.map((path) =>
    /^(vitest|jest)\.config\.\w+$|^\.(mocha)rc\b/.exec(nameOf(path)),
  );
  const named = configured.find((match) => match !== null);
  return ok(((named?.[1] ?? named?.[2]) as TestFramework | undefined) ?? 'node:test');
}

function unsupported(name: string) {
  return fail({
    reason: 'unsupported-framework' as const,
    message: `This project tests with ${name}. Coppice writes tests for vitest, jest, mocha and node:test.`,
  });
}

interface Manifest {
  readonly test: string;
  readonly type: string;
  readonly dependencies: ReadonlySet<string>;
}

/** What matters of a `package.json`; nothing where it cannot be read. */
export function readManifest(text: string): Manifest {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // A manifest that is being edited says nothing for now.
    data = undefined;
  }
  const all = recordOf(data);
  const scripts = recordOf(all['scripts']);
  const test = [scripts['test'], scripts['test:unit'], scripts['unit']].filter(
    (each) => typeof each === 'string',
  );
  return {
    test: test.join(' ; '),
    type: typeof all['type'] === 'string' ? all['type'] : '',
    dependencies: new Set(
      ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) =>
        Object.keys(recordOf(all[key])),
      ),
    ),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The test file that the module has already. */
function existingTest(project: ReadProject, tests: readonly string[]): string | undefined {
  const stem = stemOf(project.target);
  const named = tests.filter((path) => stemOf(path) === stem);
  const importing = named.find((path) =>
    project
      .moduleOf(project.texts.get(path) ?? '')
      .imports.some((module) => sourceNamed(project, path, module) === project.target),
  );
  return importing ?? (named.length === 1 ? named[0] : undefined);
}

/** `prices` of `src/prices.ts`, `prices.test.ts` and `test-prices.ts`; `shop` of `shop/index.ts`. */
function stemOf(path: string): string {
  const stem = nameOf(path)
    .replace(suffixed, '')
    .replace(script, '')
    .replace(/^tests?[-_.]/, '');
  return stem === 'index' && folderOf(path) !== '' ? nameOf(folderOf(path)) : stem;
}

function newPath(project: TestProject, tests: readonly string[], framework: TestFramework): string {
  const { target, paths } = project;
  const kind = (path: string) => {
    const parts = folderOf(path).split('/');
    if (parts.includes(innerFolder)) return 'inner';
    return parts.some((part) => testFolder.test(part)) ? 'apart' : 'beside';
  };
  const holding = tests.filter((path) => {
    const text = project.texts.get(path);
    return suffixed.test(nameOf(path)) || (text !== undefined && hasTests(text));
  });
  const marks = holding
    .map((path) => suffixed.exec(nameOf(path)))
    .map((found) => (found ? `${found[1] ?? ''}${found[2] ?? ''}` : ''));
  const name = `${stemOf(target)}${mostCommon(marks) ?? '.test'}${endingOf(target, holding)}`;
  const here = folderOf(target);
  const where = mostCommon(holding.map(kind));
  if (where === 'beside') return joined(here, name);
  if (where === 'inner') return joined(joined(here, innerFolder), name);
  const apart = holding.filter((path) => kind(path) === 'apart').map(folderOf);
  if (where === 'apart') return joined(mirrorOf(here, apart) ?? 'test', name);
  const folder = ['test', 'tests'].find((each) =>
    paths.some((path) => path.startsWith(`${each}/`)),
  );
  if (folder !== undefined) return joined(folder, name);
  return joined(framework === 'mocha' ? 'test' : here, name);
}

/** A test needs no JSX, unless the project's tests are written in it throughout. */
function endingOf(target: string, tests: readonly string[]): string {
  const own = script.exec(target)?.[0] ?? '.js';
  if (!own.endsWith('x')) return own;
  const plain = own.slice(0, -1);
  return tests.length > 0 && tests.every((path) => path.endsWith(own)) ? own : plain;
}

function syntaxOf(
  { target, targetText, manifests, moduleOf }: ReadProject,
  samples: readonly string[],
  path: string,
): 'import' | 'require' {
  if (/\.m[jt]s$|\.[ct]?tsx?$/.test(path) && !path.endsWith('.cts')) return 'import';
  if (/\.c[jt]s$/.test(path)) return 'require';
  const shown = mostCommon(
    samples.map(moduleOf).flatMap(({ isModule, isCommonJs }) => {
      return isModule ? 'import' : isCommonJs ? 'require' : [];
    }),
  );
  if (shown !== undefined) return shown;
  if (manifests.map(readManifest)[0]?.type === 'module' || target.endsWith('.mjs')) return 'import';
  return moduleOf(targetText).isModule ? 'import' : 'require';
}

/** How a relative import ends. `real`: with the file's own ending; `js`: `.js` where the file is `.ts`. */
type Ending = 'real' | 'js' | 'none';

interface Habits {
  readonly samples: readonly string[];
  readonly others: readonly string[];
  readonly syntax: 'import' | 'require';
  readonly framework: TestFramework;
}

function specifierOf(project: ReadProject, path: string, habits: Habits): string {
  const { target } = project;
  const own = project.texts.get(path);
  const written =
    own === undefined
      ? undefined
      : project
          .moduleOf(own)
          .imports.find((module) => sourceNamed(project, path, module) === target);
  if (written !== undefined) return written;
  const relative = relativePath(folderOf(path), target);
  const ending = endingHabit(project, path) ?? usualEnding(project, habits);
  if (ending === 'real') return relative;
  if (ending === 'js') return relative.replace(/([cm]?)tsx?$/, '$1js');
  return /\.[cm][jt]s$/.test(relative) ? relative : relative.replace(script, '');
}

/** What the project's relative imports show: its tests', then those of the target's file. */
function endingHabit(project: ReadProject, test: string): Ending | undefined {
  const files: (readonly [string, string])[] = [...project.texts].filter(([path]) => isTest(path));
  const own = files.filter(([path]) => path === test);
  for (const group of [own, files, [[project.target, project.targetText] as const]]) {
    const seen = group.flatMap(([path, text]) =>
      project
        .moduleOf(text)
        .imports.flatMap((module) => endingOfImport(project, path, module) ?? []),
    );
    const found = mostCommon(seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function endingOfImport(project: TestProject, path: string, module: string): Ending | undefined {
  const source = sourceNamed(project, path, module);
  if (source === undefined || !script.test(source)) return undefined;
  if (nameOf(source) === nameOf(module)) return 'real';
  return /\.[cm]?js$/.test(module) ? 'js' : 'none';
}

function usualEnding({ target, texts }: TestProject, habits: Habits): Ending {
  if (/\.[cm]?tsx?$/.test(target)) {
    if (habits.framework === 'node:test') return 'real';
    const settings = texts.get('tsconfig.json') ?? '';
    if (/"(?:module|moduleResolution)"\s*:\s*"node(?:16|18|20|next)"/i.test(settings)) {
      return /"allowImportingTsExtensions"\s*:\s*true/.test(settings) ? 'real' : 'js';
    }
    return 'none';
  }
  return habits.syntax === 'require' ? 'none' : 'real';
}

/** The file of the project that a relative import of another file names. */
function sourceNamed(project: TestProject, from: string, module: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const path = normalPath(joined(folderOf(from), module));
  const known = new Set([...project.paths, project.target]);
  const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];
  const stems = [path, path.replace(/\.([cm]?)jsx?$/, '.$1ts'), `${path}/index`];
  const choices = [path, ...stems.flatMap((stem) => endings.map((ending) => stem + ending))];
  return [...choices, path.replace(/\.jsx?$/, '.tsx')].find((choice) => known.has(choice));
}

function hasGlobals(
  framework: TestFramework,
  samples: readonly string[],
  { moduleOf }: ReadProject,
): boolean {
  if (framework === 'node:test') return false;
  const module = { vitest: /^vitest$/, jest: /^@jest\/globals$/, mocha: /^mocha$/ }[
    framework as 'vitest' | 'jest' | 'mocha'
  ];
  if (samples.length === 0) return framework !== 'vitest';
  return !samples.some((text) => moduleOf(text).imports.some((name) => module.test(name)));
}

function assertionsOf(
  framework: TestFramework,
  samples: readonly string[],
  { moduleOf }: ReadProject,
) {
  if (framework === 'vitest' || framework === 'jest') return 'expect';
  const usesChai = samples.some(
    (text) => moduleOf(text).imports.includes('chai') && /\bexpect\s*\(/.test(text),
  );
  return framework === 'mocha' && usesChai ? 'chai' : 'assert';
}

function wordsOf(text: string): ('it' | 'test')[] {
  const found = [...text.matchAll(/^\s*(it|test)(?:\.\w+)*\s*\(/gm)];
  return found.map(([, word]) => (word === 'test' ? 'test' : 'it'));
}
