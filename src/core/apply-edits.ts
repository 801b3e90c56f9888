import type { TextEdit } from './text.ts';

/** The text after edits that do not overlap; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  const parts: string[] = [];
  let at = 0;
  for (const { range, newText } of ordered) {
    if (range.start < at) throw new RangeError('Edits overlap.');
    parts.push(text.slice(at, range.start), newText);
    at = range.end;
  }
  return [...parts, text.slice(at)].join('');
}
