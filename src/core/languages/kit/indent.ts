import { isBalanced, maskOf, type Lexis, type Mask } from './lexis.ts';

interface Line {
  readonly line: string;
  /** Starts inside a string literal: it is content and must stay as it is. */
  readonly frozen: boolean;
}

function lines(text: string, lexis: Lexis): Line[] {
  const mask = maskOf(text, lexis);
  let at = 0;
  return text.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    const inside = start > 0 && mask[start - 1] === '"';
    return { line, frozen: inside && !isDocstring(text, mask, start, lexis) };
  });
}

/** A string that is a statement of its own documents: its lines move with the code. */
function isDocstring(text: string, mask: Mask, inside: number, lexis: Lexis): boolean {
  if (!lexis.documentsByString) return false;
  let start = inside;
  while (start > 0 && mask[start - 1] === '"') start--;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return false;
  // Between brackets, or behind a backslash, the string is a part of a statement.
  const above = mask.slice(0, lineStart);
  return isBalanced(above) && !above.trimEnd().endsWith('\\');
}

/**
 * Removes the white space that all lines share. Lines inside string literals are content: they
 * neither count nor change.
 */
export function dedent(text: string, lexis: Lexis): string {
  const all = lines(text, lexis);
  let shared: string | undefined;
  for (const { line, frozen } of all) {
    if (frozen || line.trim() === '') continue;
    const white = /^[ \t]*/.exec(line)?.[0] ?? '';
    shared = shared === undefined ? white : commonPrefix(shared, white);
  }
  const cut = shared?.length ?? 0;
  return all
    .map(({ line, frozen }) => (frozen ? line : line.trim() === '' ? '' : line.slice(cut)))
    .join('\n');
}

/** Puts `indent` before every line that is neither blank nor inside a string literal. */
export function indentBy(text: string, indent: string, lexis: Lexis): string {
  if (indent === '') return text;
  return lines(text, lexis)
    .map(({ line, frozen }) => (frozen || line.trim() === '' ? line : indent + line))
    .join('\n');
}

/** Removes `indent` from the start of each line after the first, as for a slice out of a file. */
export function outdentRest(text: string, indent: string, lexis: Lexis): string {
  if (indent === '') return text;
  return lines(text, lexis)
    .map(({ line, frozen }, index) =>
      index > 0 && !frozen && line.startsWith(indent) ? line.slice(indent.length) : line,
    )
    .join('\n');
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
