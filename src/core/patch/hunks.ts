import { createTwoFilesPatch, structuredPatch } from 'diff';
import type { TextEdit } from '../text.ts';

/** A run of changed lines that can be accepted or rejected by itself. */
export interface Hunk {
  /** Lines of the text before, from 0, half-open; empty for an insertion. */
  readonly before: { readonly start: number; readonly end: number };
  /** Lines of the text after. */
  readonly after: { readonly start: number; readonly end: number };
  /** The edit of the text before that this hunk stands for. */
  readonly edit: TextEdit;
}

/** The hunks between two texts, in order; together their edits turn `before` into `after`. */
export function hunksBetween(before: string, after: string): readonly Hunk[] {
  const starts = lineStarts(before);
  const offset = (line: number) => starts[line] ?? before.length;
  const { hunks } = structuredPatch('before', 'after', before, after, '', '', { context: 0 });
  const newStarts = lineStarts(after);
  const newOffset = (line: number) => newStarts[line] ?? after.length;
  return hunks.map((hunk) => {
    // An empty side is numbered by the line before it.
    const from = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    const to = from + hunk.oldLines;
    const newFrom = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    const newTo = newFrom + hunk.newLines;
    return {
      before: { start: from, end: to },
      after: { start: newFrom, end: newTo },
      edit: {
        range: { start: offset(from), end: offset(to) },
        newText: after.slice(newOffset(newFrom), newOffset(newTo)),
      },
    };
  });
}

/** A unified diff as `git apply` takes it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (at + 1 < text.length) starts.push(at + 1);
  }
  return starts;
}
