import { languageFacts } from '../program/language.ts';
import type { SyntaxStatement, SyntaxSummary } from '../task/syntax.ts';
import type { Snapshot, TextEdit } from '../text.ts';

/** An import statement that a candidate needs, with the names it binds. */
export interface WantedImport {
  readonly text: string;
  readonly defines: readonly string[];
}

/**
 * Adds the imports whose names the file does not have yet, after its last top-level import; in a file
 * without imports after shebang, directives, docstring and header comments.
 */
export function importEdits(
  snapshot: Snapshot,
  summary: SyntaxSummary,
  wanted: readonly WantedImport[],
  eol: string,
): TextEdit[] {
  const { text } = snapshot;
  const imports = leadingImports(summary);
  const bound = new Set(
    summary.statements.filter(({ kind }) => kind === 'import').flatMap(({ defines }) => defines),
  );
  const missing = wanted.filter(
    ({ text: statement, defines }) =>
      !text.includes(statement) &&
      (defines.length === 0 || defines.some((name) => !bound.has(name))),
  );
  if (missing.length === 0) return [];
  const lines = [...new Set(missing.map((each) => each.text.trim()))].join(eol);
  const last = imports.at(-1);
  if (last) {
    const at = endOfLine(text, last.range.end);
    return [{ range: { start: at, end: at }, newText: `${eol}${lines}` }];
  }
  const at = afterPreamble(snapshot, summary);
  const gap = at > 0 ? eol : '';
  return [{ range: { start: at, end: at }, newText: `${gap}${lines}${eol}${at > 0 ? '' : eol}` }];
}

/** The import block at the top; imports further down are somebody's choice. */
function leadingImports({ statements }: SyntaxSummary): SyntaxStatement[] {
  const first = statements.findIndex(({ kind }) => kind === 'import');
  if (first < 0) return [];
  const rest = statements.slice(first);
  const end = rest.findIndex(({ kind }) => kind !== 'import');
  return end < 0 ? rest : rest.slice(0, end);
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}

/** Start of the line after shebang, docstring or directives, and comments that head the file. */
function afterPreamble(snapshot: Snapshot, summary: SyntaxSummary): number {
  const { text } = snapshot;
  const [first] = summary.statements;
  const isPreamble =
    first?.kind === 'other' &&
    /^(?:[rRuU]*(?:"""|'''|"|')|(?:'use |"use ))/.test(text.slice(first.range.start));
  let at = isPreamble ? startOfNextLine(text, first.range.end) : 0;
  const { family } = languageFacts(snapshot.languageId);
  if (at === 0) {
    const head = family === 'python' ? /^(?:#[^\n]*\n)+/ : /^(?:#![^\n]*\n)?(?:\/\/[^\n]*\n)*/;
    at = head.exec(text)?.[0].length ?? 0;
  }
  return at;
}

function startOfNextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
