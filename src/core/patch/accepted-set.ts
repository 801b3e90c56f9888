import type { TextRange } from '../text.ts';
import { applyEdits } from '../apply-edits.ts';
import type { Patch } from './patch.ts';
import type { PatchHunk } from './patch-hunks.ts';

/** A hunk and where it stands in the text that holds the accepted set. */
export interface PlacedHunk {
  readonly hunk: PatchHunk;
  readonly isLeftOut: boolean;
  /** Of its new text; empty, at the place where it would go, for one that is left out. */
  readonly range: TextRange;
  /** Lines from 0, half-open; empty for a deletion and for one that is left out. */
  readonly lines: { readonly start: number; readonly end: number };
}

/** What of a Patch the user takes. */
export interface AcceptedSet {
  /** The file with it: what a review shows on its right side. */
  readonly text: string;
  /** All hunks, in the order of the file. */
  readonly hunks: readonly PlacedHunk[];
  /** Where the target stands in `text`. */
  readonly target: TextRange;
}

/** The accepted set of a Patch when the hunks with these keys are left out. */
export function acceptedSet(
  patch: Patch,
  hunks: readonly PatchHunk[],
  leftOut: ReadonlySet<string>,
): AcceptedSet {
  const before = patch.snapshot.text;
  const taken = hunks.filter(({ key }) => !leftOut.has(key));
  const text = applyEdits(
    before,
    taken.map(({ edit }) => edit),
  );
  const lineOf = lineFinder(text);
  let moved = 0;
  const placed = hunks.map((hunk): PlacedHunk => {
    const { range, newText } = hunk.edit;
    const isLeftOut = leftOut.has(hunk.key);
    const start = range.start + moved;
    const end = isLeftOut ? start : start + newText.length;
    if (!isLeftOut) moved += newText.length - (range.end - range.start);
    const line = lineOf(start);
    const past = text[end - 1] === '\n' ? lineOf(end) : lineOf(end) + 1;
    return {
      hunk,
      isLeftOut,
      range: { start, end },
      lines: { start: line, end: end === start ? line : past },
    };
  });
  const added = (edits: readonly PatchHunk[]) =>
    edits.reduce((sum, { edit: { range, newText } }) => {
      return sum + newText.length - (range.end - range.start);
    }, 0);
  const { start, end } = patch.target;
  const own = taken.filter(({ part }) => part === patch.targetPart);
  const above = taken.filter((hunk) => !own.includes(hunk) && hunk.edit.range.end <= start);
  const from = start + added(above);
  return { text, hunks: placed, target: { start: from, end: from + end - start + added(own) } };
}

/**
 * The hunks that lines of the text with the accepted set belong to. A deletion and a hunk that is
 * left out have no line of their own: they belong to the lines above and below. Blank lines with no
 * hunk belong to the one that begins after them: where equal lines meet, editors may draw a change
 * one line higher than it is.
 */
export function hunksAtLines(
  { text, hunks }: AcceptedSet,
  first: number,
  last: number,
): readonly PlacedHunk[] {
  const within = hunks.filter(({ lines }) => lines.start <= last && lines.end > first);
  const beside = hunks.filter(
    ({ lines }) => lines.start === lines.end && lines.start >= first && lines.start - 1 <= last,
  );
  if (within.length > 0 || beside.length > 0) return [...within, ...beside];
  const all = text.split('\n');
  let next = first;
  while (next < all.length && all[next]?.trim() === '') next += 1;
  return next > last ? hunks.filter(({ lines }) => lines.start === next && lines.end > next) : [];
}

/** Which line an offset is on, in one pass over the text. */
function lineFinder(text: string): (at: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? Infinity) <= at) low = middle;
      else high = middle;
    }
    return low;
  };
}
