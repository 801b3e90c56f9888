import type { Parser } from '../ports.ts';
import { calleeOf, subjectOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import { callsIt } from '../languages/kit/calls.ts';
import { testKeys } from '../languages/kit/test-keys.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Task } from '../task.ts';
import type { TextEdit } from '../text.ts';
import type { Case, CaseResult, LeftOut } from './case.ts';
import { sourceLine, type KeptTest } from './kept-tests.ts';
import type { TestFramework, TestProject } from './test-project.ts';

/** Tests of a run as a change of a file of the project, which may not be there yet. */
export interface TestFile {
  readonly framework: TestFramework;
  /** From the project's folder, with `/`. */
  readonly path: string;
  /** Folder to run it in, from the project's folder. */
  readonly folder: string;
  /** The file as it is; absent where it is to be made. */
  readonly before?: string;
  readonly after: string;
  /** Edits of `before`; for a new file one that inserts all of it. */
  readonly edits: readonly TextEdit[];
  /** Names of the tests that were added, outermost first: class or `describe`, then the test. */
  readonly tests: readonly (readonly string[])[];
  readonly leftOut: readonly LeftOut[];
}

export type TestFileFailure = Failure<
  | 'not-reachable'
  | 'not-exported'
  | 'name-taken'
  | 'unsupported-framework'
  | 'nothing-to-write'
  | 'no-project'
>;

export interface TestFileInput {
  readonly task: Task;
  readonly kept: readonly KeptTest[];
  readonly project: TestProject;
}

/** What the writers of both languages start from. */
export interface Preparation extends TestFileInput {
  readonly reader: Parser;
  /** The name that a test file imports: the function, or the outermost thing that holds it. */
  readonly imported: string;
  /** Where the tests come from, in one line. */
  readonly comment: string;
}

export function prepare(
  input: TestFileInput,
  reader: Parser,
): Result<Preparation, TestFileFailure> {
  const { task, kept } = input;
  const { target, contract, language } = task;
  if (target.kind === 'nested' || target.kind === 'new') {
    return fail({
      reason: 'not-reachable',
      message: `${target.qualifiedName} stands inside another function, where no test file reaches it.`,
    });
  }
  const comment = sourceLine(kept, target.qualifiedName, languageOf(language).docName);
  const imported = target.qualifiedName.split('.')[0] ?? contract.name;
  return ok({ ...input, reader, imported, comment });
}

/** A test file that is there, as far as it matters what it asserts already. */
export interface ExistingTests {
  readonly text: string;
  /** Source of its functions, with what stands before them: their tables. */
  readonly functions: readonly string[];
}

/** Tests that a file does not assert yet, as cases; and those that cannot be written. */
export async function newCases(
  { task, kept, reader }: Preparation,
  existing: ExistingTests,
  make: (kept: KeptTest) => Promise<CaseResult>,
): Promise<{ readonly cases: readonly Case[]; readonly leftOut: readonly LeftOut[] }> {
  const language = languageOf(task.language);
  const subject = {
    ...subjectOf(task.contract, task.language),
    member: task.target.kind === 'method',
  };
  const callee = calleeOf(subject);
  const read = await language.readTests(existing.text, callee, reader);
  const functions = await Promise.all(
    existing.functions.map((text) => language.reading.snippet(reader, task.language, text)),
  );
  const tables = functions
    .filter(({ root }) => callsIt(root, callee))
    .map(({ text }) => squeezed(text));
  const results = await Promise.all(kept.map(make));
  const made = results.flatMap((result) => ('made' in result ? [result.made] : []));
  const all = [...read, ...made.map(({ test }) => test)];
  const keys = await testKeys(all, language, reader);
  const known = new Set(keys.slice(0, read.length));
  return {
    cases: made.filter(
      (each, at) =>
        !known.has(keys[read.length + at] ?? '') && !tables.some((text) => isRowOf(text, each)),
    ),
    leftOut: results.flatMap((result) => ('leftOut' in result ? [result.leftOut] : [])),
  };
}

/** True where a table has the case's values as a row. */
function isRowOf(table: string, { parts, claim }: Case): boolean {
  if (!parts || claim.kind === 'holds') return false;
  const given = [...parts.args, ...parts.keywords.map(([, value]) => value)];
  const values = claim.kind === 'equals' ? [...given, claim.expected] : given;
  const row = squeezed(values.map(({ text }) => text).join(','));
  return [`[(${row})`, `,(${row})`, `[(${row},)`, `,(${row},)`].some((form) =>
    table.includes(form),
  );
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '').replaceAll('"', "'");
}

/** Why there is nothing to add, in words that help. */
export function nothingToWrite(name: string, leftOut: readonly LeftOut[], path: string) {
  const [first] = leftOut;
  const message =
    first === undefined
      ? `${path} has all tests of ${name} already.`
      : `None of the tests of ${name} can be written. ${first.call}: ${first.reason}`;
  return fail({ reason: 'nothing-to-write' as const, message });
}

/** A comment of one sentence, on as many lines as it takes. */
export function commentLines(text: string, mark: string, width: number): string[] {
  const lines: string[] = [];
  let line = mark;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > width && line !== mark) {
      lines.push(line);
      line = mark;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
