import type { Node } from 'web-tree-sitter';
import type { StatementKind } from '../../core/task/syntax.ts';
import type { Parameter } from '../../core/plan/contract.ts';
import type { LanguageId, TextRange } from '../../core/text.ts';
import { javascriptGrammar } from './javascript-grammar.ts';
import { pythonGrammar } from './python-grammar.ts';

/** A function as one grammar presents it. */
export interface FunctionParts {
  readonly name: string;
  readonly nameAt: number;
  readonly range: TextRange;
  readonly body: TextRange;
  readonly signatureEnd: number;
  readonly doc?: TextRange;
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
  readonly async: boolean;
  readonly isStub: boolean;
}

/** What the summarizer must know of a grammar. A new language is this, a query file and a wasm. */
export interface Grammar {
  /** The function's parts; undefined for functions without a name of their own, such as callbacks. */
  functionParts(node: Node, text: string): FunctionParts | undefined;
  /** A class's name and whole range; undefined for anonymous ones. */
  classParts(
    node: Node,
    text: string,
  ): { readonly name: string; readonly range: TextRange; readonly headerEnd: number } | undefined;
  /** What a top-level statement is and which names it binds. */
  statement(node: Node): { readonly kind: StatementKind; readonly defines: readonly string[] };
}

export interface GrammarFiles {
  readonly wasm: string;
  readonly query: string;
  readonly grammar: Grammar;
}

export const grammars: Readonly<Record<LanguageId, GrammarFiles>> = {
  python: { wasm: 'python.wasm', query: 'python.scm', grammar: pythonGrammar },
  javascript: { wasm: 'javascript.wasm', query: 'javascript.scm', grammar: javascriptGrammar },
  javascriptreact: { wasm: 'javascript.wasm', query: 'javascript.scm', grammar: javascriptGrammar },
  typescript: { wasm: 'typescript.wasm', query: 'typescript.scm', grammar: javascriptGrammar },
  typescriptreact: { wasm: 'tsx.wasm', query: 'typescript.scm', grammar: javascriptGrammar },
};
