import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { SyntaxStatement, SyntaxSummary } from '../syntax.ts';
import type { Snapshot, TextEdit } from '../text.ts';
import { afterHead } from './file-head.ts';
import { lineEnd, lineStart } from './line-ends.ts';
import { missingFrom, type WantedImport } from './wanted-import.ts';

/** A list of imported names is not made longer than this. */
const longestLine = 100;

/**
 * Adds the imports whose names the file does not have yet: names of a module that the file's import
 * block has already go into that import, other imports after the block; in a file without imports
 * they follow its header.
 */
export function importEdits(
  snapshot: Snapshot,
  summary: SyntaxSummary,
  wanted: readonly WantedImport[],
  eol: string,
): TextEdit[] {
  const { text } = snapshot;
  const language = languageOf(snapshot.languageId);
  const existing = summary.statements.filter(({ kind }) => kind === 'import');
  const others = existing.map(({ range }) => text.slice(range.start, range.end));
  const block = leadingImports(summary);
  const additions = new Map<SyntaxStatement, string[]>();
  const lines: string[] = [];
  const future: string[] = [];
  const seen = new Set<string>();
  for (const each of wanted) {
    const missing = missingFrom(each, existing, language);
    if (!missing || seen.has(missing.text)) continue;
    seen.add(missing.text);
    const home = missing.names && hostOf(block, missing.module, missing.names, text);
    if (home) {
      const known = additions.get(home) ?? [];
      additions.set(home, [...known, ...missing.names.filter((name) => !known.includes(name))]);
    } else if (missing.module === '__future__') future.push(missing.text);
    else lines.push(language.imports.inStyleOf(missing.text, others));
  }
  const edits = [...additions].map(([home, names]) => extended(home, names, text, eol));
  const first = block[0];
  const last = block.at(-1);
  if (first && future.length > 0) {
    const at = lineStart(text, first.range.start);
    edits.unshift({
      range: { start: at, end: at },
      newText: future.map((one) => one + eol).join(''),
    });
  }
  const rest = first ? lines : [...future, ...lines];
  if (rest.length === 0) return edits;
  if (last) {
    const at = lineEnd(text, last.range.end);
    return [...edits, { range: { start: at, end: at }, newText: eol + rest.join(eol) }];
  }
  return [newBlock(text, afterHead(snapshot, summary), rest, eol, language)];
}

/** The import block at the top; imports further down are somebody's choice. */
function leadingImports({ statements }: SyntaxSummary): SyntaxStatement[] {
  const first = statements.findIndex(({ kind }) => kind === 'import');
  if (first < 0) return [];
  const rest = statements.slice(first);
  const end = rest.findIndex(({ kind }) => kind !== 'import');
  return end < 0 ? rest : rest.slice(0, end);
}

/** The import of the block that can take more names of the same module. */
function hostOf(
  block: readonly SyntaxStatement[],
  module: string,
  names: readonly string[],
  text: string,
): SyntaxStatement | undefined {
  return block.find((statement) => {
    const { import: found, range } = statement;
    if (!found || found.typeOnly || found.names.length === 0) return false;
    if (found.modules.length !== 1 || found.modules[0] !== module) return false;
    const isWide = text.slice(range.start, range.end).includes('\n');
    return isWide || range.end - range.start + names.join(', ').length + 2 <= longestLine;
  });
}

/** Puts names after the last one of an import's list, each on its own line where the others are. */
function extended(
  { import: found, range }: SyntaxStatement,
  names: readonly string[],
  text: string,
  eol: string,
): TextEdit {
  const last = found?.names.at(-1)?.range ?? range;
  const lead = text.slice(lineStart(text, last.start), last.start);
  const separator = lead.trim() === '' && last.start > range.start ? `,${eol}${lead}` : ', ';
  return {
    range: { start: last.end, end: last.end },
    newText: names.map((name) => separator + name).join(''),
  };
}

function newBlock(
  text: string,
  at: number,
  lines: readonly string[],
  eol: string,
  language: Language,
): TextEdit {
  const previous = text.slice(lineStart(text, at - 1), at).trim();
  const gap = at > 0 && previous !== '' ? eol : '';
  const unfinished = at > 0 && !text.slice(0, at).endsWith('\n') ? eol : '';
  const next = text.slice(at, lineEnd(text, at)).trim();
  const blank = language.imports.blankLinesBefore(next);
  const after = next === '' || at === text.length ? '' : eol.repeat(blank);
  return {
    range: { start: at, end: at },
    newText: `${unfinished}${gap}${lines.join(eol)}${eol}${after}`,
  };
}
