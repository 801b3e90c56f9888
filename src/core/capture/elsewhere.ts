import { literalPattern } from '../literal-pattern.ts';
import { languageOfPath } from '../languages/traits.ts';
import type { Parser } from '../ports.ts';
import type { Language } from '../languages/language.ts';
import { languageOf } from '../languages/languages.ts';
import type { Callee } from '../languages/language.ts';
import type { Test } from '../check.ts';
import type { ProjectCase } from '../languages/kit/tests/project-case.ts';
import type { ReadTest } from '../languages/kit/read-test.ts';
import { closingBracket, maskOf, neededNames, topLevel } from '../languages/kit/lexis.ts';
import type { Snapshot } from '../text.ts';
import { isPrivateFile } from '../privacy/private-files.ts';
import type { SyntaxSummary } from '../syntax.ts';
import type { ModuleStatement } from '../task.ts';
import type { OtherFile } from './other-file.ts';
import { projectTests, type SuiteFile } from './project-tests.ts';

/** What other files say about a target. */
export interface Elsewhere {
  /** Code that calls it, tests first, each under a comment that names its file. */
  readonly snippets: readonly string[];
  /** What the project's own tests assert of it with values that stand in the test itself. */
  readonly tests: readonly Test[];
  /** What programs must import for them. */
  readonly offers: readonly ModuleStatement[];
}

export interface LookedFor {
  readonly callee: Callee;
  /** The name that another file imports: the function, or the class that holds it. */
  readonly imported: string;
  /** URI of the file that declares it. */
  readonly uri: string;
  /** Names that a test's values may mention besides what every program has. */
  readonly known: ReadonlySet<string>;
}

const longestSnippet = 800;
const mostSnippets = 6;
/** Enough for all that a suite says of one function in single calls; they cost little. */
const mostTests = 100;

/** Reads what other files say. Files of other languages and private ones are passed over. */
export async function lookElsewhere(
  others: readonly OtherFile[],
  wanted: LookedFor,
  reader: Parser,
): Promise<Elsewhere> {
  const found: {
    readonly isTest: boolean;
    readonly means: Meaning;
    readonly snippets: string[];
    readonly text: string;
  }[] = [];
  const suite: SuiteFile[] = [];
  let isAmbiguous = false;
  const call = new RegExp(`(?<![\\w$])${literalPattern(wanted.callee.name)}\\s*\\(`);
  for (const other of others) {
    const language = languageOf(other.languageId);
    if (other.uri === wanted.uri || isPrivateFile(other.uri)) continue;
    if (language.family !== wanted.callee.language.family) continue;
    const { isTest } = other;
    const calls = call.test(other.text);
    if (!calls && !isTest) continue;
    const summary = await reader.summarize(other.languageId, other.text);
    if (isTest) {
      suite.push({ snapshot: other, summary, means: meansTarget(summary, wanted) });
    }
    if (!calls) continue;
    isAmbiguous ||= !isTest && declares(summary, wanted.imported);
    found.push({
      isTest,
      means: isTest ? meansTarget(summary, wanted) : 'other',
      snippets: snippetsOf(other, summary, call, language),
      text: other.text,
    });
  }
  const meant = found.filter(
    ({ means }) => means === 'file' || (means === 'package' && !isAmbiguous),
  );
  const read = meant.map(({ text }) => testsIn(text, wanted.callee, reader));
  const tests = (await Promise.all(read)).flat();
  const mentions = new RegExp(call, 'g');
  const isRead = async ({ own, assertions }: ProjectCase) => {
    const calls = [...own.matchAll(mentions)].length;
    // Most tests of a suite are of something else, and reading one takes long.
    if (calls === 0) return false;
    const all = await wanted.callee.language.readTests(own, wanted.callee, reader);
    const counted = all.filter((test) => isSelfContained(test, wanted));
    return counted.length >= Math.max(assertions, calls);
  };
  const whole = await projectTests(suite, wanted, reader, { isRead, isAmbiguous });
  const ordered = [...found.filter(({ isTest }) => isTest), ...found.filter((one) => !one.isTest)];
  return {
    snippets: ordered.flatMap(({ snippets }) => snippets).slice(0, mostSnippets),
    tests: [
      ...spread(
        tests.filter((test) => isSelfContained(test, wanted)),
        mostTests,
      ).map((test, index) => ({ ...test, id: `project${index + 1}`, source: 'project' as const })),
      ...whole.tests,
    ],
    offers: whole.offers,
  };
}

/** At most so many, from all over the list: suites begin with the plain cases. */
function spread<T>(all: readonly T[], limit: number): readonly T[] {
  if (all.length <= limit) return all;
  return all.filter(
    (_, at) =>
      Math.floor((at * limit) / all.length) !== Math.floor(((at - 1) * limit) / all.length),
  );
}

/** Tests as they stand, then those of tables. */
async function testsIn(text: string, callee: Callee, parser: Parser): Promise<ReadTest[]> {
  const rows = callee.language.tableTests(await parser.tree(callee.language.id, text));
  const read = [text, ...rows].map((code) => callee.language.readTests(code, callee, parser));
  return (await Promise.all(read)).flat();
}

/** Where a file has the name from: the target's file, a package around it, or neither. */
type Meaning = 'file' | 'package' | 'other';

function meansTarget({ statements }: SyntaxSummary, { imported, uri }: LookedFor): Meaning {
  const folders = new Set(uri.split('/').slice(0, -1));
  let means: Meaning = 'other';
  for (const { import: found, defines } of statements) {
    if (found === undefined) continue;
    const isNamed = defines.includes(imported);
    if (!isNamed && found.names.length > 0) continue;
    for (const module of found.modules) {
      const stem = stemOf(module);
      if (stem === stemOf(uri)) return 'file';
      // A package hands on what its modules declare.
      if (isNamed && (stem === 'index' || folders.has(stem))) means = 'package';
    }
  }
  return means;
}

/** True where a module has something of this name itself: a package may hand on that instead. */
function declares({ statements }: SyntaxSummary, name: string): boolean {
  return statements.some(
    ({ import: found, defines }) => found === undefined && defines.includes(name),
  );
}

/** The last part of a path or module name, without its ending. */
function stemOf(path: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? path;
  const ending = languageOfPath(last) === undefined ? '' : /\.[^.]*$/.exec(last)?.[0];
  return (
    last
      .slice(0, last.length - (ending?.length ?? 0))
      .split('.')
      .at(-1) ?? last
  );
}

function snippetsOf(
  { uri, text }: Snapshot,
  summary: SyntaxSummary,
  call: RegExp,
  { lineComment }: Language,
): string[] {
  const title = `${lineComment} ${uri.split('/').slice(-2).join('/')}`;
  const functions = summary.functions
    .filter(({ enclosing }) => enclosing === undefined || enclosing.kind === 'class')
    .filter(({ body }) => call.test(text.slice(body.start, body.end)))
    .map(({ range }) => text.slice(range.start, range.end))
    .filter((code) => code.length <= longestSnippet);
  if (functions.length > 0) return functions.slice(0, 3).map((code) => `${title}\n${code}`);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => call.test(line) && line.length < 200)
    .slice(0, 8);
  return lines.length > 0 ? [[title, ...lines].join('\n')] : [];
}

/** What a test that the caller points at asserts of a target, as far as it stands in it. */
export async function assertedTests(
  code: string,
  wanted: LookedFor,
  parser: Parser,
): Promise<readonly Test[]> {
  const read = await wanted.callee.language.readTests(code, wanted.callee, parser);
  return read
    .filter((test) => isSelfContained(test, wanted))
    .slice(0, mostTests)
    .map((test, index) => ({ ...test, id: `asserted${index + 1}`, source: 'project' }));
}

/** A test of a project counts only where everything it says stands in it: no fixtures, no locals. */
function isSelfContained({ call, expectation }: ReadTest, { callee, imported, known }: LookedFor) {
  if (expectation.kind === 'holds' || !isOfTarget(call, callee, imported)) return false;
  const code = expectation.kind === 'equals' ? `${call}\n${expectation.expected}` : call;
  return [...neededNames(code, callee.language)].every(
    (name) =>
      name === callee.name ||
      name === imported ||
      known.has(name) ||
      callee.language.names.ofValues.has(name),
  );
}

/**
 * True unless a method is called on what may be something else: `new Url(x).query.toString()` says
 * nothing of `Url.toString`. Its class, or what the class makes, has to stand right before it.
 */
function isOfTarget(call: string, { member, name, language }: Callee, owner: string): boolean {
  if (!member || name === owner) return true;
  const mask = maskOf(call, language);
  const at = topLevel(mask, `.${name}`).at(-1);
  if (at === undefined) return true;
  const receiver = mask
    .slice(0, at)
    .replace(/^new\s+/, '')
    .trimEnd();
  if (receiver === owner) return true;
  const open = receiver.indexOf('(');
  return (
    open > 0 &&
    receiver.slice(0, open).trimEnd() === owner &&
    closingBracket(receiver, open) === receiver.length - 1
  );
}
