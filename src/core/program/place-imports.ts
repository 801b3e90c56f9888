import { applyEdits } from '../apply-edits.ts';
import type { Language } from '../languages/language.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { ModuleStatement } from '../task.ts';
import type { ModuleParts } from './prelude.ts';

/** The parts of a module, and the imports of a program that stand above them. */
export interface PlacedImports extends ModuleParts {
  /** What changes how the program is read: it stands before everything. */
  readonly first: readonly string[];
  readonly others: readonly string[];
}

/** Imports that the module has are dropped; those that change how a text is read go before everything. */
export async function placeImports(
  { above, below }: ModuleParts,
  imports: readonly string[],
  language: Language,
  parser: Parser,
): Promise<PlacedImports> {
  const { settings, isSetting } = language.imports;
  const codes = [...above, ...below].map(({ code }) => code);
  const mayChange = settings !== undefined && codes.some((code) => code.includes(settings));
  if (imports.length === 0 && !mayChange) return { above, below, first: [], others: [] };
  const own = await Promise.all(codes.map((code) => importsIn(code, language, parser)));
  const have = new Set(own.flat().map(({ text }) => text));
  const wanted: SyntaxNode[] = [];
  for (const text of new Set(imports.map((each) => each.trim()))) {
    if (!have.has(text)) wanted.push(await statementOf(text, language, parser));
  }
  const first = [...own.flat(), ...wanted].filter(isSetting).map(({ text }) => text);
  const rest = (statements: readonly ModuleStatement[], from: number) =>
    statements.map((each, at) => without(each, (own[from + at] ?? []).filter(isSetting)));
  return {
    above: rest(above, 0),
    below: rest(below, above.length),
    first: first.length === 0 ? [] : [[...new Set(first)].join('\n')],
    others: [
      wanted
        .filter((node) => !isSetting(node))
        .map(({ text }) => text)
        .join('\n'),
    ],
  };
}

/** The only statement of a text, else all of it. */
async function statementOf(text: string, { id }: Language, parser: Parser): Promise<SyntaxNode> {
  const { root } = await parser.tree(id, text);
  const [only, ...others] = root.namedChildren;
  return only && others.length === 0 ? only : root;
}

/** The imports of a module, those in its branches too. */
async function importsIn(
  code: string,
  { id, reading }: Language,
  parser: Parser,
): Promise<SyntaxNode[]> {
  const declarations = reading.declarations(await parser.tree(id, code));
  return declarations.filter((each) => reading.isImport(each)).map(({ node }) => node);
}

function without(statement: ModuleStatement, nodes: readonly SyntaxNode[]): ModuleStatement {
  if (nodes.length === 0) return statement;
  const edits = nodes.map(({ start, end, tree: { text } }) => ({
    range: { start, end: text[end] === '\n' ? end + 1 : end },
    newText: '',
  }));
  return { ...statement, code: applyEdits(statement.code, edits) };
}
