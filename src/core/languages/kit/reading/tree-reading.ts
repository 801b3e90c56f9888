import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { Layout } from './layout.ts';
import type { Names } from './names.ts';

/**
 * What a syntax tree tells, in the words of one family of languages. All of it is synchronous and
 * tolerates broken text: what cannot be read is left out.
 */
export interface TreeReading {
  /** The names of some code: a node, or statements that stand beside each other. */
  readonly names: (...code: readonly SyntaxNode[]) => Names;
  /** Which lines begin what, and how the text reads with another indentation. */
  readonly layout: (tree: SyntaxTree) => Layout;
}
