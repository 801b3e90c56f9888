import type { SyntaxNode } from '../../../syntax-tree.ts';

/** Without the parentheses around the whole; all grammars call them alike. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  const inner = node.namedChildren.filter((child) => !child.isExtra);
  const [only] = inner;
  return node.kind === 'parenthesized_expression' && inner.length === 1 && only
    ? unwrapped(only)
    : node;
}
