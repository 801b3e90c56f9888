import type { SyntaxNode } from '../syntax-tree.ts';
import type { TextRange } from '../text.ts';
import { lineEnd } from './line-ends.ts';

/** A function of a tree, taken apart at the places where a change of its body begins and ends. */
export interface FunctionParts {
  readonly form: 'block' | 'braces' | 'expression';
  /** The block with its braces, or the expression. */
  readonly body: SyntaxNode;
  /** The last token of the header: a parenthesis, a colon, an arrow, the end of a type. */
  readonly headerEnd: number;
  /** Statements and comments of the body, those between header and body included. */
  readonly items: readonly SyntaxNode[];
  /** The closing brace, where there is one. */
  readonly close: SyntaxNode | undefined;
}

/** The parts of the function that this node is the body of. */
export function functionParts(body: SyntaxNode): FunctionParts | undefined {
  const owner = body.parent;
  if (!owner) return undefined;
  const [first] = body.children;
  const last = body.children.at(-1);
  const isBraced = first?.kind === '{';
  const before = owner.children.filter(
    ({ start, index }) => start < body.start || index < body.index,
  );
  const headerToken = before.findLast((child) => !child.isExtra);
  if (!headerToken) return undefined;
  const form = isBraced ? 'braces' : headerToken.kind === '=>' ? 'expression' : 'block';
  const between = owner.children.filter(
    (child) => child.isExtra && child.start >= headerToken.end && child.index < body.index,
  );
  const inside = form === 'expression' ? [] : body.children.filter((child) => isItem(child));
  return {
    form,
    body,
    headerEnd: headerToken.end,
    items: [...(isBraced ? [] : between), ...inside],
    close: isBraced && last?.kind === '}' && !last.isMissing ? last : undefined,
  };
}

function isItem({ kind, isNamed, isError, start, end }: SyntaxNode): boolean {
  return (isNamed || isError) && start < end && kind !== '{' && kind !== '}';
}

/**
 * The node that is the body of a function.
 *
 * @param declaration The range of the whole function.
 * @param inside What stands in the body: its statements, and maybe a comment before the first.
 */
export function bodyIn(
  root: SyntaxNode,
  declaration: TextRange,
  inside: TextRange,
): SyntaxNode | undefined {
  const inner = root.at(inside.start, inside.end);
  const around = [inner, ...inner.ancestors()].find(
    ({ field, start }) => field === 'body' && start > declaration.start,
  );
  return around ?? inner.child('body');
}

/** The words of a header, without comments, up to where its body begins. */
export function headerWords(root: SyntaxNode, start: number, { headerEnd }: FunctionParts): string {
  const words: string[] = [];
  for (const token of root.tokens()) {
    // What the grammar puts in where nothing is written is no word of the header.
    if (token.start < start || token.isExtra || token.text === '') continue;
    if (token.end > headerEnd) break;
    words.push(token.text);
  }
  const first = words.findIndex((word) => !['export', 'default', 'declare'].includes(word));
  return words.slice(Math.max(first, 0)).join('\0');
}

/** True where no line ends between two places. */
export function onOneLine(text: string, from: number, to: number): boolean {
  return lineEnd(text, from) >= to;
}
