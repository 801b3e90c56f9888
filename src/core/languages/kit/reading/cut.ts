import type { SyntaxNode } from '../../../syntax-tree.ts';

/** True where the text ends within a node: what closes it is missing, or its last part is broken. */
export function endsCut(node: SyntaxNode): boolean {
  if (!node.hasError) return false;
  const { text } = node.tree;
  if (text.slice(node.end).trim() !== '') return false;
  for (let last: SyntaxNode | undefined = node; last; last = last.children.at(-1)) {
    if (last.isError || last.isMissing) return true;
    const [, ...others] = [...last.children].reverse();
    const before = others.find((child) => child.end >= last.end);
    if (before?.isError || before?.isMissing) return true;
  }
  return false;
}

/** Where a node ends, without the line end that a comment of a grammar may reach over. */
export function trimmedEnd({ start, end, tree }: SyntaxNode): number {
  return start + tree.text.slice(start, end).trimEnd().length;
}
