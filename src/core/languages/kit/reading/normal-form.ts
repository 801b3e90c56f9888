import type { SyntaxNode } from '../../../syntax-tree.ts';

/** What a language says of its tokens. */
export interface TokenRules {
  /** Kinds of nodes that count as they are written. */
  readonly strings: ReadonlySet<string>;
  /** True for a statement that only documents. */
  readonly isDocumentation: (node: SyntaxNode) => boolean;
  /** True for a token that a line end may stand for. */
  readonly isSeparator: (token: SyntaxNode) => boolean;
}

const open = '\u0001';
const close = '\u0002';
const between = '\u0000';

/**
 * A text that is equal for code that differs only in layout, comments and documentation. It holds
 * every token and how they belong together, so that `return x` on one line is not the same as on
 * two. It is for comparing, not for reading.
 */
export function normalForm(code: SyntaxNode, rules: TokenRules): string {
  const { tree } = code;
  const { size } = tree.data;
  const parts: string[] = [];
  const ends: number[] = [];
  const end = code.index + (size[code.index] ?? 1);
  let at = code.index;
  while (at < end) {
    while (ends.length > 0 && (ends.at(-1) ?? 0) <= at) {
      ends.pop();
      parts.push(close);
    }
    const node = tree.node(at);
    const behind = at + (size[at] ?? 1);
    if (node.isExtra || rules.isDocumentation(node)) {
      at = behind;
    } else if (rules.strings.has(node.kind)) {
      parts.push(node.text, between);
      at = behind;
    } else if (behind === at + 1) {
      if (!rules.isSeparator(node))
        parts.push(node.kind === 'jsx_text' ? trimmed(node.text) : node.text, between);
      at = behind;
    } else {
      parts.push(open);
      ends.push(behind);
      at += 1;
    }
  }
  while (ends.pop() !== undefined) parts.push(close);
  return parts.join('');
}

/** Text between tags as it is shown: lines without the white space around them. */
function trimmed(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines
    .map((line, at) => {
      const start = at === 0 ? line : line.trimStart();
      return at === last ? start : start.trimEnd();
    })
    .filter((line, at) => line !== '' || at === 0 || at === last)
    .join('\n');
}
