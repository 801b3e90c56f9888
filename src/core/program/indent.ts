import { maskOf, type Mask } from './lexis.ts';
import type { LanguageFamily } from './language.ts';

interface Line {
  readonly line: string;
  /** Starts inside a string literal: it is content and must stay as it is. */
  readonly frozen: boolean;
}

function lines(text: string, family: LanguageFamily): Line[] {
  const mask = maskOf(text, family);
  let at = 0;
  return text.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    const inside = start > 0 && mask[start - 1] === '"';
    return { line, frozen: inside && !isDocstring(text, mask, start, family) };
  });
}

/** A Python string that is a statement of its own documents: its lines move with the code. */
function isDocstring(text: string, mask: Mask, inside: number, family: LanguageFamily): boolean {
  if (family !== 'python') return false;
  let start = inside;
  while (start > 0 && mask[start - 1] === '"') start--;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '';
}

/**
 * Removes the white space that all lines share. Lines inside string literals are content: they
 * neither count nor change.
 */
export function dedent(text: string, family: LanguageFamily): string {
  const all = lines(text, family);
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
export function indentBy(text: string, indent: string, family: LanguageFamily): string {
  if (indent === '') return text;
  return lines(text, family)
    .map(({ line, frozen }) => (frozen || line.trim() === '' ? line : indent + line))
    .join('\n');
}

/** Removes `indent` from the start of each line after the first, as for a slice out of a file. */
export function outdentRest(text: string, indent: string, family: LanguageFamily): string {
  if (indent === '') return text;
  return lines(text, family)
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
