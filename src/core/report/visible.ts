import { unseen } from '../unseen.ts';

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text of a model, a candidate or a file as a page may show it: on one line, at most `limit`
 * characters long, with everything unseen written out as an escape. A space stays a space.
 */
export function visible(text: string, limit: number): string {
  const isCut = text.length > limit;
  // A pair that the limit splits is no character.
  const cut = isCut ? text.slice(0, Math.max(0, limit - 1)).replace(/[\ud800-\udbff]$/, '') : text;
  const shown = cut.replace(unseen, (c) => names[c] ?? escaped(c));
  return isCut ? `${shown}…` : shown;
}

/** The same for text that may have lines, such as a description. */
export function visibleLines(text: string, limit: number): string {
  const lines = text.slice(0, limit).split(/\r?\n/);
  const shown = lines.map((line) => visible(line, limit)).join('\n');
  return text.length > limit ? `${shown}…` : shown;
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
