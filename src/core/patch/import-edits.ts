import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { SyntaxStatement, SyntaxSummary } from '../syntax.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { Snapshot, TextEdit } from '../text.ts';
import { afterHead } from './file-head.ts';
import { lineEnd, lineStart } from './line-ends.ts';
import { missingFrom, type WantedImport } from './wanted-import.ts';

/** A list of imported names is not made longer than this. */
const longestLine = 100;

/** The file that imports go into. */
export interface ImportHome {
  readonly snapshot: Snapshot;
  readonly summary: SyntaxSummary;
  readonly tree: SyntaxTree;
  readonly eol: string;
  /** Names that are needed when code runs: what the file has for its type checker does not do.
   * Left out, all that it has counts. */
  readonly running?: ReadonlySet<string>;
}

/**
 * Adds the imports whose names the file does not have yet: names of a module that the file's import
 * block has already go into that import, other imports after the block; in a file without imports
 * they follow its header. Imports that change how the file is read go first.
 */
export function importEdits(
  { snapshot, summary, tree, eol, running }: ImportHome,
  wanted: readonly WantedImport[],
): TextEdit[] {
  const { text } = snapshot;
  const language = languageOf(snapshot.languageId);
  const nodeOf = ({ range }: SyntaxStatement) => statementAt(tree, range.start);
  const imports = summary.statements.filter(({ kind }) => kind === 'import');
  const others = imports.map(({ range }) => text.slice(range.start, range.end));
  const existing = summary.statements
    .filter((each) => each.kind === 'import' || each.import)
    .map((each) => {
      const node = nodeOf(each);
      if (!node || !running || !language.imports.isForTypes(node)) return each;
      return { ...each, defines: each.defines.filter((name) => !running.has(name)) };
    });
  const block = leadingImports(summary);
  const additions = new Map<SyntaxStatement, string[]>();
  const lines: string[] = [];
  const first: string[] = [];
  const seen = new Set<string>();
  for (const each of wanted) {
    const missing = missingFrom(each, existing, language);
    if (!missing || seen.has(missing.text)) continue;
    seen.add(missing.text);
    const home = missing.names && hostOf(block, missing.module, missing.names, text);
    if (home) {
      const known = additions.get(home) ?? [];
      additions.set(home, [...known, ...missing.names.filter((name) => !known.includes(name))]);
    } else if (missing.module === language.imports.settings) first.push(missing.text);
    else lines.push(language.imports.inStyleOf(missing.text, others));
  }
  const edits = [...additions].flatMap(([home, names]) =>
    extended(home, names, nodeOf(home), text, eol),
  );
  const head = afterHead(snapshot, summary);
  const last = block.at(-1);
  // What goes first and what follows it are one block where both stand at the head.
  const atHead = last ? first : [...first, ...lines];
  if (atHead.length > 0) edits.unshift(newBlock(text, head, atHead, eol, language));
  if (last && lines.length > 0) {
    const at = lineEnd(text, last.range.end);
    edits.push({ range: { start: at, end: at }, newText: eol + lines.join(eol) });
  }
  return edits;
}

function statementAt({ root }: SyntaxTree, start: number): SyntaxNode | undefined {
  return root.children.find((child) => child.start === start && !child.isExtra);
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

/**
 * Puts names after the last one of an import's list, each on its own line where brackets hold a list
 * of lines; a remark behind the last name stays there.
 */
function extended(
  { import: found, range }: SyntaxStatement,
  names: readonly string[],
  node: SyntaxNode | undefined,
  text: string,
  eol: string,
): TextEdit[] {
  const last = found?.names.at(-1)?.range ?? range;
  const insert = (at: number, newText: string) => ({ range: { start: at, end: at }, newText });
  const lead = text.slice(lineStart(text, last.start), last.start);
  const tokens = node ? [...node.tokens()] : [];
  const isBracketed = tokens.some(({ kind }) => kind === '(' || kind === '{');
  const isListed = isBracketed && lead.trim() === '' && last.start > range.start;
  if (!isListed) return [insert(last.end, names.map((name) => `, ${name}`).join(''))];
  const behind = tokens.filter(({ start }) => start >= last.end && start < lineEnd(text, last.end));
  const lines = names.map((name) => eol + lead + name);
  const remark = behind.find(({ isExtra }) => isExtra);
  const comma = behind.find(({ kind }) => kind === ',');
  if (!remark && !comma) return [insert(last.end, lines.map((line) => `,${line}`).join(''))];
  const end = lineEnd(text, last.end);
  if (comma) return [insert(end, lines.map((line) => `${line},`).join(''))];
  return [insert(last.end, ','), insert(end, lines.join(','))];
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
