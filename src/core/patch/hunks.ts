import { createTwoFilesPatch, diffArrays } from 'diff';
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
  const hunks: Hunk[] = [];
  // Lines keep their ends as part of them, so that a missing last line feed is a change as well.
  let from = { line: 0, offset: 0 };
  let to = { line: 0, offset: 0 };
  let old: string[] = [];
  let fresh: string[] = [];
  const flush = () => {
    if (old.length === 0 && fresh.length === 0) return;
    const oldText = old.join('');
    const newText = fresh.join('');
    hunks.push({
      before: { start: from.line, end: from.line + old.length },
      after: { start: to.line, end: to.line + fresh.length },
      edit: { range: { start: from.offset, end: from.offset + oldText.length }, newText },
    });
    from = { line: from.line + old.length, offset: from.offset + oldText.length };
    to = { line: to.line + fresh.length, offset: to.offset + newText.length };
    old = [];
    fresh = [];
  };
  for (const { value, added, removed } of diffArrays(linesOf(before), linesOf(after))) {
    if (added) fresh.push(...value);
    else if (removed) old.push(...value);
    else {
      flush();
      const length = value.join('').length;
      from = { line: from.line + value.length, offset: from.offset + length };
      to = { line: to.line + value.length, offset: to.offset + length };
    }
  }
  flush();
  return hunks;
}

/** A unified diff as `git apply` takes it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
