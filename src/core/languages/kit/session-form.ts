import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';

/** How far printed text may differ from what an example shows; the names are doctest's. */
export type PrintOption = 'ELLIPSIS' | 'FLOAT_CMP' | 'NORMALIZE_WHITESPACE' | 'NUMBER';

/**
 * What an interactive session of a language is as statements: the examples of a description that are
 * more than a call and its value are asserted with these.
 */
export interface SessionForm {
  /** The statements, with every value printed that an interactive session shows. */
  readonly shown: (tree: SyntaxTree) => string;
  /** Takes what was printed so far, so that it does not count. */
  readonly forget: string;
  /** Asserts what was printed since it was last taken. */
  readonly printed: (text: string, options: readonly PrintOption[]) => string;
  readonly equals: (expression: string, expected: string) => string;
  readonly raises: (code: SyntaxTree, exception: string | undefined) => string;
  readonly holds: (expression: string) => string;
  /** Statements that raise, where what comes after them goes on. */
  readonly attempted: (code: string) => string;
  /** What a statement that only prints one value prints. */
  readonly printedValue: (statement: SyntaxNode) => SyntaxNode | undefined;
  /** True for an expression that prints, and comes to nothing. */
  readonly prints: (expression: SyntaxNode) => boolean;
  /** What a statement asserts to be true, where it does nothing else. */
  readonly asserted: (statement: SyntaxNode) => boolean;
  /** A statement that only takes names from a module, and whether every program can do that. */
  readonly imported: (
    statement: SyntaxNode,
  ) => { readonly isStandard: boolean; readonly modules: readonly string[] } | undefined;
  /** True for a comparison: what it comes to is no result of its own. */
  readonly compares: (expression: SyntaxNode) => boolean;
  /** The import of a name that stands for a module of the standard library, where it is one. */
  readonly importOf: (name: string) => string | undefined;
  /** Names that mean something without being bound. */
  readonly isKnown: (name: string) => boolean;
  /** What other languages call truth and nothing, in the words of this one. */
  readonly foreign: ReadonlyMap<string, string>;
}
