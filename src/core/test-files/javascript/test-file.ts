import { applyEdits } from '../../apply-edits.ts';
import { importEdits } from '../../patch/import-edits.ts';
import { lineEndOf, nextLine, withLineEnds } from '../../patch/line-ends.ts';
import { callOf } from '../../languages/kit/reading/calls.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { SyntaxSummary } from '../../syntax.ts';
import type { SyntaxTree } from '../../syntax-tree.ts';
import type { LanguageId, TextEdit } from '../../text.ts';
import { javaScriptCase } from './cases.ts';
import { moduleForm } from './exports.ts';
import { readJavaScriptProject, type JavaScriptProject } from './project.ts';
import { requireEdits } from './require-edits.ts';
import {
  commentLines,
  newCases,
  nothingToWrite,
  type Preparation,
  type TestFile,
  type TestFileFailure,
} from '../test-file.ts';
import { folderOf, joined, nameOf, normalPath, relativePath, styleOf } from '../test-project.ts';
import type { WritingStyle } from '../test-project.ts';
import { wantedImports } from '../wanted-imports.ts';
import { assertionsIn } from './written-assertions.ts';
import { writeJavaScript } from './write.ts';
import { indented, type WrittenTests } from '../written-tests.ts';

/** Comments are wrapped here. */
const width = 100;

/** Writes kept tests of a JavaScript or TypeScript function into the test file for its module. */
export async function javaScriptTestFile(
  preparation: Preparation,
): Promise<Result<TestFile, TestFileFailure>> {
  const { task, project, reader, imported } = preparation;
  const { contract, target, language } = task;
  const read = await readJavaScriptProject(project, reader);
  if (!read.ok) return read;
  const found = read.value;
  const { exports } = moduleForm(await reader.tree(language, project.targetText));
  if (!exports.has(imported)) {
    return fail({
      reason: 'not-exported',
      message: `${nameOf(project.target)} does not export ${imported}, so no test file can reach it. Export it, then review the tests again.`,
    });
  }
  const module = await reader.summarize(language, project.targetText);
  const before = project.texts.get(found.path);
  const testLanguage = languageOf(found.path);
  const summary = await reader.summarize(testLanguage, before ?? '');
  const existing = { text: before ?? '', functions: [] };
  const style = styleFor(before, preparation);
  const subject = {
    contract,
    isMethod: target.kind === 'method',
    exports,
    summary: module,
    quote: style.quote,
    parser: reader,
  };
  const { cases, leftOut } = await newCases(preparation, existing, (kept) =>
    javaScriptCase(kept, subject),
  );
  if (cases.length === 0) return nothingToWrite(contract.name, leftOut, found.path);
  if (isTaken(summary, before ?? '', imported, found.module)) {
    return fail({
      reason: 'name-taken',
      message: `${found.path} has another ${imported}. Rename it there, then review the tests again.`,
    });
  }
  const name = target.qualifiedName;
  const written = writeJavaScript(cases, {
    contract,
    name,
    project: found,
    style,
    exports,
    taken: titlesIn(before ?? ''),
    looseAssert: isAssertLoose(before ?? ''),
    assertions: await assertionsIn(cases, testLanguage, reader),
    importsOfModule: importsOf(module, project.targetText, project.target, found.path),
  });
  const base = {
    framework: found.framework,
    path: found.path,
    folder: found.folder,
    tests: written.blocks.map(({ name: title }) => (found.grouped ? [name, title] : [title])),
    leftOut,
  };
  const comment = commentLines(
    preparation.comment,
    '//',
    width - (found.grouped ? style.indent.length : 0),
  );
  if (before === undefined) {
    const lines = [...written.imports, '', ...grouped(written, name, comment, found, style)];
    const text = withLineEnds(`${lines.join('\n')}\n`, lineEndOf(project.targetText));
    return ok({ ...base, after: text, edits: [{ range: { start: 0, end: 0 }, newText: text }] });
  }
  const eol = lineEndOf(before);
  const snapshot = { uri: found.path, languageId: testLanguage, version: 0, text: before };
  const tree = await reader.tree(testLanguage, before);
  const head =
    found.syntax === 'import'
      ? importEdits(
          { snapshot, summary, tree, eol },
          await wantedImports(written.imports, testLanguage, reader),
        )
      : requireEdits(before, written.imports, eol);
  const inside = found.grouped ? endOfGroup(tree, name) : undefined;
  const placed =
    inside === undefined
      ? atEnd(before, grouped(written, name, comment, found, style), eol)
      : insideGroup(before, inside, indented(flat(written, comment), style.indent), eol);
  const edits = [...head, placed];
  return ok({ ...base, before, after: applyEdits(before, edits), edits });
}

function styleFor(before: string | undefined, { project }: Preparation): WritingStyle {
  const usual: WritingStyle = { indent: '  ', quote: "'", semicolons: true };
  return styleOf(before ?? '', styleOf(project.targetText, usual));
}

function languageOf(path: string): LanguageId {
  if (/x$/.test(path)) return path.endsWith('.tsx') ? 'typescriptreact' : 'javascriptreact';
  return /\.[cm]?ts$/.test(path) ? 'typescript' : 'javascript';
}

/** The tests one after the other, with the comment on the first. */
function flat({ blocks }: WrittenTests, comment: readonly string[]): string[] {
  return blocks.flatMap(({ lines }, index) =>
    index === 0 ? [...comment, ...lines] : ['', ...lines],
  );
}

function grouped(
  written: WrittenTests,
  name: string,
  comment: readonly string[],
  { grouped: inGroup }: JavaScriptProject,
  { indent, quote, semicolons }: WritingStyle,
): string[] {
  if (!inGroup) return flat(written, comment);
  return [
    `describe(${quote}${name}${quote}, () => {`,
    ...indented(flat(written, comment), indent),
    `})${semicolons ? ';' : ''}`,
  ];
}

function atEnd(text: string, lines: readonly string[], eol: string): TextEdit {
  const at = text.trimEnd().length;
  const gap = at === 0 ? '' : eol + eol;
  return { range: { start: at, end: text.length }, newText: `${gap}${lines.join(eol)}${eol}` };
}

/** Offset of the brace that closes the body of the outermost `describe` of this title. */
function endOfGroup({ root }: SyntaxTree, name: string): number | undefined {
  for (const statement of root.childrenOfKind('expression_statement')) {
    const call = callOf(statement);
    const [title] = call?.arguments ?? [];
    if (call?.callee.text !== 'describe' || title?.text.slice(1, -1) !== name) continue;
    const body = call.arguments.findLast((each) => each.child('body'))?.child('body');
    const close = body?.children.at(-1);
    if (body?.kind === 'statement_block' && close?.kind === '}' && !close.isMissing) {
      return close.start;
    }
  }
  return undefined;
}

function insideGroup(text: string, close: number, lines: readonly string[], eol: string): TextEdit {
  const at = text.slice(0, close).trimEnd().length;
  const isEmpty = text.charAt(at - 1) === '{';
  return {
    range: { start: at, end: close },
    newText: `${isEmpty ? eol : eol + eol}${lines.join(eol)}${eol}`,
  };
}

function titlesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:it|test)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)].map(
    ([, , title = '']) => title,
  );
}

function isAssertLoose(text: string): boolean {
  const bound =
    /(?:import\s+(?:\*\s+as\s+)?assert\s+from\s*|\bassert\s*=\s*require\s*\()\s*["']([^"']+)["']\)?(\.strict)?/.exec(
      text,
    );
  return bound !== null && bound[1]?.endsWith('/strict') !== true && bound[2] === undefined;
}

function isTaken(
  { statements }: SyntaxSummary,
  text: string,
  name: string,
  module: string,
): boolean {
  const stem = nameOf(module).replace(/\.[cm]?[jt]sx?$/, '');
  return statements.some(({ defines, import: found, range }) => {
    if (!defines.includes(name)) return false;
    if (found) return !found.modules.some((each) => each === module);
    const code = text.slice(range.start, range.end);
    return !(/\brequire\s*\(|\bimport\s*\(/.test(code) && code.includes(stem));
  });
}

/** Imports of the target's module as the test file would write them, by the names they bind. */
function importsOf(
  { statements }: SyntaxSummary,
  text: string,
  target: string,
  test: string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { import: each, range, defines } of statements) {
    const [module] = each?.modules ?? [];
    if (!each || module === undefined || each.typeOnly) continue;
    const moved = module.startsWith('.')
      ? relativePath(folderOf(test), normalPath(joined(folderOf(target), module)))
      : module;
    const code = text
      .slice(range.start, nextLine(text, range.end - 1))
      .trim()
      .replace(module, moved);
    for (const name of defines) {
      const entry = each.names.find(({ local }) => local === name);
      const one =
        entry &&
        `import { ${entry.name === name ? name : `${entry.name} as ${name}`} } from '${moved}';`;
      found.set(name, one ?? code);
    }
  }
  return found;
}
