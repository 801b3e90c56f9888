import type { Parameter } from '../../../contract.ts';
import type { SyntaxNode } from '../../../syntax-tree.ts';

/** What the declaration of a function says to those who call it. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /** The return type as written; absent where there is none. */
  readonly returns?: string;
  readonly async: boolean;
  readonly generator: boolean;
  /** True for a body that is not written yet: nothing but placeholders, or nothing at all. */
  readonly isStub: boolean;
  /** The header as a function of a module has it, where the other members do not say all of it. */
  readonly header?: string;
}

/** Nodes below one of these kinds, those inside of the `inner` kinds left out. */
export function* outside(
  code: SyntaxNode,
  inner: ReadonlySet<string>,
  ...kinds: readonly string[]
): Generator<SyntaxNode> {
  const open = [...code.children].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (kinds.includes(node.kind)) yield node;
    if (!inner.has(node.kind)) open.push(...[...node.children].reverse());
  }
}

const todo = /TODO|FIXME|XXX/;

/** True where a remark in the code, from a place on, says that something is still to do. */
export function saysTodo(code: SyntaxNode, from = code.start): boolean {
  return [...code.descendants('comment')].some(({ text, start }) => {
    return start >= from && todo.test(text);
  });
}
