import type { Parameter } from '../contract.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { LanguageId, TextRange } from '../text.ts';
import { everyDeclaration, type Declaration } from './kit/reading/declaration.ts';
import type { Language } from './language.ts';
import { languageOf } from './languages.ts';

/** A function found in source text, e.g. in a model's answer. Ranges refer to that text. */
export interface FoundFunction {
  readonly declaration: Declaration;
  readonly qualifiedName: string;
  readonly code: string;
  /** Where its header begins, decorators included; its documentation may stand before. */
  readonly start: number;
  readonly end: number;
  /** Names it calls or mentions, without attributes, in order of first mention. */
  readonly mentions: readonly string[];
  readonly isStub: boolean;
  /** The docstring or doc comment as plain text; empty where there is none. */
  readonly doc: string;
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
  readonly async: boolean;
  readonly generator: boolean;
  readonly header?: string;
}

/** A statement of the module with the names that it binds there, in its branches too. */
export interface TopStatement {
  readonly node: SyntaxNode;
  readonly kind: 'import' | 'function' | 'other';
  readonly names: readonly string[];
  readonly declarations: readonly Declaration[];
  /** From its header on, without its documentation. */
  readonly range: TextRange;
}

/** What stands in some source text. */
export interface ParsedSource {
  readonly tree: SyntaxTree;
  /** All functions that have a body or lack only that, outer ones first, in the order of the text. */
  readonly functions: readonly FoundFunction[];
  readonly statements: readonly TopStatement[];
}

/** Reads source text that may be a part of a file. */
export async function parseSource(
  parser: Parser,
  language: LanguageId,
  text: string,
): Promise<ParsedSource> {
  return parsedSource(await languageOf(language).reading.snippet(parser, language, text));
}

export function parsedSource(tree: SyntaxTree): ParsedSource {
  const language = languageOf(tree.language);
  const declarations = language.reading.declarations(tree);
  const isFunction = ({ isFunction: is, body, isCut }: Declaration) => is && (body ?? isCut);
  return {
    tree,
    functions: [...everyDeclaration(declarations)]
      .filter(isFunction)
      .map((declaration) => foundFunction(declaration, language)),
    statements: statementsOf(tree, declarations, language),
  };
}

function foundFunction(declaration: Declaration, language: Language): FoundFunction {
  const { reading, declarations } = language;
  const { node, value, header, whole, doc, qualifiedName } = declaration;
  const { text } = node.tree;
  const own = [...declaration.decorators, value ?? node];
  return {
    declaration,
    qualifiedName,
    code: text.slice(header.start, whole.end),
    start: header.start,
    end: whole.end,
    mentions: [...new Set(own.flatMap((part) => reading.names(part).mentioned))],
    doc: doc ? declarations.docText(declaration.textOf(doc)) : '',
    ...reading.signature(declaration),
  };
}

/** Declarations by the statement of the module that they stand in. */
function statementsOf(
  { root }: SyntaxTree,
  declarations: readonly Declaration[],
  { reading }: Language,
): TopStatement[] {
  const groups = new Map<number, { node: SyntaxNode; declarations: Declaration[] }>();
  for (const declaration of declarations) {
    const node = topOf(declaration.node, root);
    const group = groups.get(node.index) ?? { node, declarations: [] };
    group.declarations.push(declaration);
    groups.set(node.index, group);
  }
  return [...groups.values()].map(({ node, declarations: own }) => {
    const [first] = own;
    const only =
      own.length === 1 && first && topOf(first.node, root) === first.node ? first : undefined;
    const names = [...new Set(own.flatMap((each) => each.names))];
    const isImport = own.every((each) => reading.isImport(each));
    const kind = isImport ? 'import' : only?.isFunction === true ? 'function' : 'other';
    const range = { start: only?.header.start ?? node.start, end: only?.whole.end ?? node.end };
    return { node, kind, names, declarations: own, range };
  });
}

function topOf(node: SyntaxNode, root: SyntaxNode): SyntaxNode {
  let top = node;
  for (const outer of node.ancestors()) {
    if (outer === root || outer.isError) break;
    top = outer;
  }
  return top;
}
