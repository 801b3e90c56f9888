import type { SyntaxNode } from '../../../syntax-tree.ts';

/** The string literals in some code, itself included; those inside of another one are a part of it. */
export function stringsIn(code: SyntaxNode, kinds: ReadonlySet<string>): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  let behind = -1;
  const all = kinds.has(code.kind) ? [code] : code.descendants(...kinds);
  for (const node of all) {
    if (node.start < behind) continue;
    found.push(node);
    behind = node.end;
  }
  return found;
}
