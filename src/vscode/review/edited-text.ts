import type { TextEdit } from '../../core/text.ts';

/** The text after edits that do not overlap. */
export function editedText(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, range.start) + newText + result.slice(range.end),
      text,
    );
}
