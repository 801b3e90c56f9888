import { applyEdits } from '../../apply-edits.ts';
import { importEdits } from '../../patch/import-edits.ts';
import { lineEndOf, withLineEnds } from '../../patch/line-ends.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { SyntaxClass, SyntaxSummary } from '../../syntax.ts';
import type { TextEdit } from '../../text.ts';
import { pythonCase } from './cases.ts';
import { readPythonProject, type PythonProject } from './project.ts';
import {
  commentLines,
  newCases,
  nothingToWrite,
  type Preparation,
  type TestFile,
  type TestFileFailure,
} from '../test-file.ts';
import { nameOf, styleOf } from '../test-project.ts';
import { wantedImports } from '../wanted-imports.ts';
import { writePython } from './write.ts';
import { indented, widest, type WrittenTests } from '../written-tests.ts';

/** Writes kept tests of a Python function into the project's test file for its module. */
export async function pythonTestFile(
  preparation: Preparation,
): Promise<Result<TestFile, TestFileFailure>> {
  const { task, project, reader, imported } = preparation;
  const { contract, target } = task;
  const found = readPythonProject(project);
  const module = await reader.summarize('python', project.targetText);
  const before = project.texts.get(found.path);
  const summary = await reader.summarize('python', before ?? '');
  const existing = {
    text: before ?? '',
    functions: summary.functions.map(({ range }) => (before ?? '').slice(range.start, range.end)),
  };
  const style = styleOf(before ?? project.targetText, {
    indent: '    ',
    quote: '"',
    semicolons: false,
  });
  const subject = {
    contract,
    isMethod: target.kind === 'method',
    text: project.targetText,
    summary: module,
    quote: style.quote,
    parser: reader,
  };
  const { cases, leftOut } = await newCases(preparation, existing, (kept) =>
    pythonCase(kept, subject),
  );
  if (cases.length === 0) return nothingToWrite(contract.name, leftOut, found.path);
  if (isTaken(summary, imported, found.module)) {
    return fail({
      reason: 'name-taken',
      message: `${found.path} has another ${imported}. Rename it there, then review the tests again.`,
    });
  }
  const home =
    found.form === 'unittest' ? testCaseFor(before ?? '', summary, imported, found) : undefined;
  const written = writePython(cases, {
    contract,
    name: snakeCase(target.qualifiedName),
    form: found.form,
    awaits: found.awaits,
    module: found.module,
    style,
    taken: summary.functions.map(({ name }) => name),
    importsOfModule: importsOf(module, project.targetText),
  });
  const comment = (indent: string) =>
    commentLines(preparation.comment, '#', widest - indent.length);
  const className = home?.name ?? `Test${pascal(snakeCase(target.qualifiedName))}`;
  const group = found.form === 'unittest' ? [className] : [];
  const base = {
    framework: found.framework,
    path: found.path,
    folder: found.folder,
    tests: written.blocks.map(({ name }) => [...group, name]),
    leftOut,
  };
  const lines =
    found.form === 'pytest'
      ? functions(written, comment(''))
      : methods(written, style.indent, comment(style.indent));
  const head = `class ${className}(unittest.TestCase):`;
  const whole = found.form === 'pytest' ? lines : [head, ...lines];
  if (before === undefined) {
    const text = newFile(written.imports, whole, found, style.quote, style.indent);
    const after = withLineEnds(text, lineEndOf(project.targetText));
    return ok({ ...base, after, edits: [{ range: { start: 0, end: 0 }, newText: after }] });
  }
  const eol = lineEndOf(before);
  const wanted = await wantedImports(written.imports, 'python', reader);
  const snapshot = { uri: found.path, languageId: 'python' as const, version: 0, text: before };
  const placed = home
    ? insertion(before, home.range.end, ['', ...lines], [], eol)
    : atEnd(before, summary, whole, eol);
  const tree = await reader.tree('python', before);
  const edits = [...importEdits({ snapshot, summary, tree, eol }, wanted), placed];
  return ok({ ...base, before, after: applyEdits(before, edits), edits });
}

/** Test functions, two blank lines apart, with the comment on the first. */
function functions({ blocks }: WrittenTests, comment: readonly string[]): string[] {
  return blocks.flatMap(({ lines }, index) =>
    index === 0 ? [...comment, ...lines] : ['', '', ...lines],
  );
}

function methods({ blocks }: WrittenTests, indent: string, comment: readonly string[]): string[] {
  const lines = blocks.flatMap(({ lines: each }, index) =>
    index === 0 ? [...comment, ...each] : ['', ...each],
  );
  return indented(lines, indent);
}

function newFile(
  imports: readonly string[],
  body: readonly string[],
  { form, callsMain }: PythonProject,
  quote: string,
  indent: string,
): string {
  const isStandard = (line: string) => /^import (?!pytest$)\w+$/.test(line);
  const groups = [
    imports.filter(isStandard),
    imports.filter((line) => !isStandard(line) && line !== imports.at(-1)),
    imports.slice(-1),
  ].filter((group) => group.length > 0);
  const main =
    form === 'unittest' && callsMain
      ? ['', '', `if __name__ == ${quote}__main__${quote}:`, `${indent}unittest.main()`]
      : [];
  return `${groups.map((group) => group.join('\n')).join('\n\n')}\n\n\n${[...body, ...main].join('\n')}\n`;
}

/** Before the file's call of its main function, else at its end. */
function atEnd(
  text: string,
  summary: SyntaxSummary,
  lines: readonly string[],
  eol: string,
): TextEdit {
  const main = summary.statements.find(({ range }) =>
    /^if\s+__name__\b/.test(text.slice(range.start, range.end)),
  );
  if (!main)
    return insertion(text, text.trimEnd().length, ['', '', ...lines], [], eol, text.length);
  const end = text.slice(0, main.range.start).trimEnd().length;
  return insertion(text, end, ['', '', ...lines], ['', ''], eol, main.range.start);
}

/** Lines after the text that ends at `at`; what stands between there and `until` is replaced. */
function insertion(
  text: string,
  at: number,
  lines: readonly string[],
  after: readonly string[],
  eol: string,
  until = at,
): TextEdit {
  const start = at === 0 ? '' : eol;
  const own = at === 0 ? lines.filter((line, index) => line !== '' || index > 1) : lines;
  const end = until === text.length || after.length > 0 ? eol : '';
  return {
    range: { start: at, end: until },
    newText: `${start}${[...own, ...after].join(eol)}${end}`,
  };
}

/** The file's `TestCase` that tests the target, or its only one where it is named for the module. */
function testCaseFor(
  text: string,
  { classes }: SyntaxSummary,
  name: string,
  { path }: PythonProject,
): SyntaxClass | undefined {
  const cases = classes.filter(
    ({ header, enclosing }) =>
      !enclosing && /TestCase\b/.test(text.slice(header.start, header.end)),
  );
  const mentioning = cases.find(({ range }) =>
    new RegExp(`\\b${name}\\b`).test(text.slice(range.start, range.end)),
  );
  const stem = nameOf(path)
    .replace(/^test_|_tests?\.py$|\.py$/g, '')
    .replaceAll('_', '');
  const named = cases.length === 1 && cases[0]?.name.toLowerCase().includes(stem.toLowerCase());
  return mentioning ?? (named ? cases[0] : undefined);
}

function isTaken({ statements }: SyntaxSummary, name: string, module: string): boolean {
  const stem = module.split('.').at(-1);
  return statements.some(
    ({ defines, import: found }) =>
      defines.includes(name) &&
      !(found?.modules.some((each) => each.split('.').at(-1) === stem) ?? false),
  );
}

/** Imports of a module that mean the same in another file, by the names they bind. */
function importsOf({ statements }: SyntaxSummary, text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { import: each, range, defines } of statements) {
    const [module] = each?.modules ?? [];
    if (!each || module === undefined || module.startsWith('.') || module === '__future__')
      continue;
    for (const { name, local } of each.names) {
      found.set(local, `from ${module} import ${name === local ? name : `${name} as ${local}`}`);
    }
    if (each.names.length > 0) continue;
    for (const name of defines) found.set(name, text.slice(range.start, range.end).trim());
  }
  return found;
}

/** `stack_push` for `Stack.push` and `_Stack.push`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[._]+/)
    .filter((word) => word !== '')
    .join('_');
}

function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
