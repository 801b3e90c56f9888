import { nodeFlags, SyntaxTree, type SyntaxNode } from '../../../syntax-tree.ts';

/**
 * The tree of a text that was read inside of another, such as a bare method inside of a class: a node
 * becomes the root, and offsets count from where the text begins.
 *
 * @param offset Where `text` begins in the text of the node's tree.
 * @param filledIn Characters behind it there that the text lacks: their tokens are missing.
 */
export function partOf(
  node: SyntaxNode,
  text: string,
  offset: number,
  filledIn: number,
): SyntaxTree {
  const { tree, index } = node;
  const { kinds, fields, ...lists } = tree.data;
  const to = index + (lists.size[index] ?? 1);
  const place = (at: number) => Math.min(Math.max(at - offset, 0), text.length);
  const flags = lists.flags.slice(index, to);
  const start = lists.start.slice(index, to);
  const end = lists.end.slice(index, to);
  const size = lists.size.slice(index, to);
  const around: number[] = [];
  for (let at = 0; at < size.length; at++) {
    while (around.length > 0 && at >= endOf(size, around.at(-1) ?? 0)) around.pop();
    const from = (start[at] ?? 0) - offset - text.length;
    start[at] = place(start[at] ?? 0);
    end[at] = place(end[at] ?? 0);
    // What closes the root itself is no part of the text.
    const isInside = around.length > 1;
    if (size[at] === 1 && isInside && from >= 0 && from < filledIn) {
      flags[at] = (flags[at] ?? 0) | nodeFlags.missing;
      for (const outer of [...around, at]) flags[outer] = (flags[outer] ?? 0) | nodeFlags.hasError;
    }
    if ((size[at] ?? 1) > 1) around.push(at);
  }
  start[0] = 0;
  end[0] = text.length;
  const kind = lists.kind.slice(index, to);
  const field = lists.field.slice(index, to);
  return new SyntaxTree(tree.language, text, {
    kinds,
    fields,
    kind,
    field,
    flags,
    start,
    end,
    size,
  });
}

function endOf(size: Uint32Array, at: number): number {
  return at + (size[at] ?? 1);
}
