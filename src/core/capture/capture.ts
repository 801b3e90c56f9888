import type { Parser } from '../ports.ts';
import { calleeOf, ownerOf, subjectOf } from '../languages/subject.ts';
import type { Language } from '../languages/language.ts';
import { moduleReferences } from '../languages/kit/module-references.ts';
import { languageOf } from '../languages/languages.ts';
import { linesInStrings } from '../languages/moved-code.ts';
import type { Test } from '../check.ts';
import type { Contract } from '../contract.ts';
import type { ModuleSet } from '../module-set.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Snapshot } from '../text.ts';
import { contradict } from './contradictions.ts';
import { gatherContext } from './context.ts';
import { assertedTests, lookElsewhere } from './elsewhere.ts';
import { readDoc } from './examples.ts';
import { gatheredBefore, gatherModules, type GatheredModules } from './gather-modules.ts';
import { importedDeclarations } from './imported-declarations.ts';
import type { OtherFile } from './other-file.ts';
import { keptStatements, scaffoldOf } from './scaffold.ts';
import { moduleNames, namesInProse, textOf, type ModuleNames } from './slice.ts';
import type { SyntaxFunction, SyntaxStatement, SyntaxSummary } from '../syntax.ts';
import type { ModuleStatement, Target, TargetKind, Task } from '../task.ts';
import type { WorkspaceFiles } from '../workspace-files.ts';

export type CaptureFailure = Failure<'no-function' | 'unreadable'>;

export interface CaptureOptions {
  readonly instruction?: string;
  /** Test code that the user points at: what it asserts of the target is trusted. */
  readonly asserted?: string;
  /** Other files that may call or test the target. */
  readonly others?: readonly OtherFile[];
  /** The workspace around the file; without it programs import nothing of it. */
  readonly files?: WorkspaceFiles;
  /** What programs import of the workspace, where an earlier capture of the file has found it. */
  readonly modules?: ModuleSet;
}

/** The innermost function around `offset` as a Task. Lines that only lead up to it count as its own. */
export async function captureTask(
  snapshot: Snapshot,
  offset: number,
  reader: Parser,
  options: CaptureOptions = {},
): Promise<Result<Task, CaptureFailure>> {
  const names = await namesOf(snapshot, reader);
  if (!names.ok) return names;
  const found = functionAt(names.value, offset);
  if (found) return ok(await taskOf(snapshot, names.value, found, reader, options));
  return fail({
    reason: 'no-function',
    message:
      'There is no function here. Put the cursor on a function, or grow one from a description.',
  });
}

/** The function that begins at `start` as a Task. */
export async function captureAt(
  snapshot: Snapshot,
  start: number,
  reader: Parser,
  options: CaptureOptions = {},
): Promise<Result<Task, CaptureFailure>> {
  const names = await namesOf(snapshot, reader);
  if (!names.ok) return names;
  const found = names.value.summary.functions.find(({ range }) => range.start === start);
  if (found) return ok(await taskOf(snapshot, names.value, found, reader, options));
  return fail({ reason: 'no-function', message: 'no function begins where it should' });
}

/** The function with this qualified name as a Task; its last part is enough where only one has it. */
export async function captureNamed(
  snapshot: Snapshot,
  name: string,
  reader: Parser,
  options: CaptureOptions = {},
): Promise<Result<Task, CaptureFailure>> {
  const names = await namesOf(snapshot, reader);
  if (!names.ok) return names;
  const { functions } = names.value.summary;
  const exact = functions.filter(({ qualifiedName }) => qualifiedName === name);
  const ending = functions.filter(({ qualifiedName }) => qualifiedName.endsWith(`.${name}`));
  const paths = new Set(ending.map(({ qualifiedName }) => qualifiedName));
  const matching = exact.length > 0 || paths.size !== 1 ? exact : ending;
  const found = matching.find(({ isStub }) => isStub) ?? matching.at(-1);
  if (found) return ok(await taskOf(snapshot, names.value, found, reader, options));
  const known = [...new Set(functions.map(({ qualifiedName }) => qualifiedName))];
  const list = known.length > 0 ? ` It has: ${known.join(', ')}.` : '';
  return fail({
    reason: 'no-function',
    message: `The file has no function "${name}".${list}`,
  });
}

async function namesOf(
  { languageId, text }: Snapshot,
  reader: Parser,
): Promise<Result<ModuleNames, CaptureFailure>> {
  try {
    return ok(moduleNames(await reader.summarize(languageId, text), languageId, text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail({ reason: 'unreadable', message: `The file could not be read: ${why}` });
  }
}

function functionAt({ summary, text }: ModuleNames, offset: number): SyntaxFunction | undefined {
  const lineStartOf = (at: number) => text.lastIndexOf('\n', at - 1) + 1;
  const onLines = summary.functions.filter((each) => {
    const newline = text.indexOf('\n', each.range.end);
    const end = newline < 0 ? text.length : newline;
    return offset >= lineStartOf(startWithDoc(each)) && offset <= end;
  });
  // Of several on one line, those count in which the cursor is.
  const holding = onLines.filter(
    (each) => offset >= startWithDoc(each) && offset <= each.range.end,
  );
  const isOnLine = holding.some(({ range }) => lineStartOf(range.start) === lineStartOf(offset));
  return (isOnLine ? holding : onLines).reduce<SyntaxFunction | undefined>(
    (inner, each) =>
      !inner || each.range.end - each.range.start < inner.range.end - inner.range.start
        ? each
        : inner,
    undefined,
  );
}

function startWithDoc({ range, doc, overloads }: SyntaxFunction): number {
  return Math.min(range.start, doc?.start ?? range.start, overloads?.[0]?.start ?? Infinity);
}

async function taskOf(
  snapshot: Snapshot,
  names: ModuleNames,
  found: SyntaxFunction,
  reader: Parser,
  { instruction, asserted, others = [], files, modules }: CaptureOptions,
): Promise<Task> {
  const { text, languageId } = snapshot;
  const { summary } = names;
  const enclosing =
    found.enclosing?.kind === 'class' ? summary.classes[found.enclosing.index] : undefined;
  const language = languageOf(languageId);
  const indent = indentAt(text, found.range.start);
  const whole = text.slice(found.range.start, found.range.end);
  const inStrings = indent === '' ? [] : await linesInStrings(whole, indent, language, reader);
  const target: Target = {
    snapshot,
    kind: kindOf(found),
    qualifiedName: found.qualifiedName,
    range: found.range,
    body: found.body,
    ...(found.doc ? { doc: found.doc } : {}),
    signature: text.slice(found.signature.start, found.signature.end),
    indent,
    ...(inStrings.length > 0 ? { linesInStrings: inStrings } : {}),
    isStub: found.isStub,
  };
  const bare: Contract = {
    name: found.name,
    parameters: found.parameters,
    ...(found.returns === undefined ? {} : { returns: found.returns }),
    description: '',
    examples: [],
    ...(found.async ? { async: true } : {}),
    ...(found.generator ? { generator: true } : {}),
  };
  const subject = { ...subjectOf(bare, languageId), member: target.kind === 'method' };
  const docText = found.doc
    ? language.declarations.docText(text.slice(found.doc.start, found.doc.end))
    : '';
  const callee = calleeOf(subject, ownerOf(target));
  const doc = await readDoc(docText, {
    parser: reader,
    callee,
    known: names.all,
    imported: importedNames(summary),
    parameters: found.parameters,
    returns: found.returns,
  });
  const contract: Contract = { ...bare, description: doc.description, examples: doc.examples };
  const home = homeOf(names, found);
  const outermost = found.qualifiedName.split('.')[0] ?? found.name;
  const wanted = { callee, imported: outermost, uri: snapshot.uri, known: names.all };
  const elsewhere = await lookElsewhere(others, wanted, reader);
  const pointedAt = asserted === undefined ? [] : await assertedTests(asserted, wanted, reader);
  const known = withNewCalls(doc.examples, pointedAt, language);
  const examples = withNewCalls(known, elsewhere.tests, language);
  const said = [...pointedAt, ...elsewhere.tests].flatMap(({ call, expectation }) =>
    expectation.kind === 'equals'
      ? [`${call} ${expectation.expected}`]
      : expectation.kind === 'throws'
        ? [call]
        : [],
  );
  const prose = namesInProse(names, [docText, instruction ?? '', ...said].join('\n'));
  const about = `${text.slice(found.range.start, found.range.end)}\n${prose}`;
  const surroundings = { names, target: found, enclosing, home, about, indent: target.indent };
  const kept = keptStatements(surroundings);
  const textsOf = (statements: readonly SyntaxStatement[]) =>
    statements.map((statement) => textOf(names, statement)).join('\n');
  const own = text.slice(
    home?.range.start ?? found.range.start,
    home?.range.end ?? found.range.end,
  );
  const classHeader = enclosing ? text.slice(enclosing.header.start, enclosing.header.end) : '';
  const gathered = files
    ? await gatherModules(
        {
          home: snapshot,
          parts: [textsOf(kept.needed), own],
          besides: [textsOf(kept.offered), ...elsewhere.offers.map(({ code }) => code)].join('\n'),
        },
        files,
      )
    : gatheredBefore(modules);
  const imported = files
    ? await importedDeclarations(snapshot, names, `${about}\n${classHeader}`, files, reader)
    : { shown: [], offers: [] };
  const path = files?.pathOf(snapshot.uri);
  const moduleKind =
    files && path !== undefined ? await language.loading.declaredKind?.(files, path) : undefined;
  return {
    language: languageId,
    target,
    contract,
    ...(instruction ? { instruction } : {}),
    examples,
    ...(doc.described.length > 0 ? { described: doc.described } : {}),
    context: gatherContext({
      names,
      target: found,
      enclosing,
      home,
      about,
      elsewhere: elsewhere.snippets,
      imported: imported.shown,
      language: languageId,
    }),
    scaffold: await scaffoldOf({
      ...surroundings,
      kept,
      gathered,
      ofTests: [...imported.offers, ...loadable(elsewhere.offers, gathered, language)],
      parser: reader,
    }),
    ...(moduleKind === undefined ? {} : { moduleKind }),
  };
}

/** Imports of tests that cannot keep a program from being loaded. */
function loadable(
  offers: readonly ModuleStatement[],
  { resolved }: GatheredModules,
  language: Language,
): readonly ModuleStatement[] {
  if (language.loading.guard !== undefined) return offers;
  return offers.filter(({ code }) =>
    moduleReferences(code, language, true).every(({ module }) => resolved.has(module)),
  );
}

function importedNames({ statements }: SyntaxSummary): ReadonlySet<string> {
  return new Set(
    statements.filter(({ kind }) => kind === 'import').flatMap(({ defines }) => defines),
  );
}

/** The tests, and those of `more` whose calls they do not make, or of which they say something else. */
function withNewCalls(
  tests: readonly Test[],
  more: readonly Test[],
  language: Language,
): readonly Test[] {
  const isNew = (test: Test) =>
    tests.every((one) => one.call !== test.call) ||
    tests.some((one) => contradict(one, test, language));
  return [...tests, ...more.filter(isNew)];
}

function kindOf(found: SyntaxFunction): TargetKind {
  if (!found.enclosing) return found.assigned === true ? 'method' : 'function';
  return found.enclosing.kind === 'class' ? 'method' : 'nested';
}

/** The top-level statement that holds a function. */
function homeOf({ summary }: ModuleNames, { range }: SyntaxFunction): SyntaxStatement | undefined {
  return summary.statements.find(
    (statement) => statement.range.start <= range.start && statement.range.end > range.start,
  );
}

function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}
