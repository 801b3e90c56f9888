import { describedIn } from '../commands/described-in.ts';

/** A TODO comment: what it says, and its lines, counted from 0. */
export interface Todo {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

const comment = /^\s*(?:#|\/\/|\/\*|\*)/;
const starts = /^\s*(?:#+|\/\/+!?|\/\*+|\*+)\s*(?:TODO|FIXME)\b(?:\([^)]*\))?:?\s*[^\s:]/i;

/**
 * The TODO that a line belongs to: the line that says so and the comment lines right below it.
 * Undefined where there is none, or where it says nothing.
 */
export function todoAt(lines: readonly string[], line: number): Todo | undefined {
  let first = line;
  while (first > 0 && !starts.test(lines[first] ?? '') && comment.test(lines[first] ?? '')) first--;
  if (!starts.test(lines[first] ?? '')) return undefined;
  let last = first;
  while (comment.test(lines[last + 1] ?? '') && !starts.test(lines[last + 1] ?? '')) last++;
  if (line > last) return undefined;
  const text = describedIn(lines.slice(first, last + 1).join('\n'));
  return text === '' ? undefined : { text, first, last };
}

/** The line of code that a comment stands above, or undefined where it stands alone. */
export function lineBelow(lines: readonly string[], { last }: Todo): number | undefined {
  for (let line = last + 1; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (text.trim() === '') return undefined;
    if (!comment.test(text)) return line;
  }
  return undefined;
}
