import type { Parser } from '../../../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { LanguageId } from '../../../text.ts';
import type { Declaration } from './declaration.ts';
import type { Layout } from './layout.ts';
import type { Names } from './names.ts';
import type { Signature } from './signature.ts';

/**
 * What a syntax tree tells, in the words of one family of languages. All of it tolerates broken text:
 * what cannot be read is left out. Only what has to parse is asynchronous.
 */
export interface TreeReading {
  /** The names of some code: a node, or statements that stand beside each other. */
  readonly names: (...code: readonly SyntaxNode[]) => Names;
  /** Which lines begin what, and how the text reads with another indentation. */
  readonly layout: (tree: SyntaxTree) => Layout;
  /** What a module declares, or a part of one, in the order of the text. */
  readonly declarations: (tree: SyntaxTree) => readonly Declaration[];
  /** What a function says to its callers. */
  readonly signature: (declaration: Declaration) => Signature;
  /** True for a statement that brings in names of another module, in whatever form. */
  readonly isImport: (declaration: Declaration) => boolean;
  /** A text that is equal for code that differs only in layout, comments and documentation. */
  readonly normalForm: (code: SyntaxNode) => string;
  /** The string literals in some code, whole, outer ones only. */
  readonly strings: (code: SyntaxNode) => readonly SyntaxNode[];
  /**
   * The tree of a text that may be a part of a file: a bare method at any indentation, a pair of an
   * object, or code that ends in the middle. Its root holds the text as it is.
   */
  readonly snippet: (parser: Parser, language: LanguageId, text: string) => Promise<SyntaxTree>;
  /** The node of a text that is one expression and nothing else; undefined for any other. */
  readonly expression: (
    parser: Parser,
    language: LanguageId,
    text: string,
  ) => Promise<SyntaxNode | undefined>;
}
