import type { SyntaxNode } from '../../../syntax-tree.ts';

/** Code made of words and of parts of a test. */
export type Code = readonly (string | SyntaxNode)[];

/** As a template: `` code`assert ${condition}` ``. */
export function code(
  words: TemplateStringsArray,
  ...parts: readonly (string | SyntaxNode | Code)[]
): Code {
  return words.flatMap((word, at): Code => {
    const part = parts[at];
    if (part === undefined) return [word];
    return [word, ...(isNode(part) || typeof part === 'string' ? [part] : part)];
  });
}

function isNode(part: string | SyntaxNode | Code): part is SyntaxNode {
  return typeof part === 'object' && 'tree' in part;
}

/** The parts of a test that the code takes over. */
export function nodesOf(written: Code): readonly SyntaxNode[] {
  return written.filter((part) => typeof part !== 'string');
}

/** The code with each part as it is told. */
export function textOf(
  written: Code,
  shown: (node: SyntaxNode) => string | undefined,
): string | undefined {
  const texts = written.map((part) => (typeof part === 'string' ? part : shown(part)));
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}
