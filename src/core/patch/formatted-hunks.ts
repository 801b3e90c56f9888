import type { TextEdit, TextRange } from '../text.ts';
import type { AcceptedSet, PlacedHunk } from './accepted-set.ts';
import { applyEdits } from '../apply-edits.ts';
import { withLineEnds } from './line-ends.ts';
import { importsPart } from './imports-part.ts';
import type { Patch } from './patch.ts';
import type { PatchHunk } from './patch-hunks.ts';

/**
 * The lines of an accepted set that were not in the file before, for each hunk that has such. Only
 * they may be formatted: what stands between them is the user's.
 */
export function newLinesOf({ text, hunks }: AcceptedSet): ReadonlyMap<PatchHunk, TextRange> {
  const found = new Map<PatchHunk, TextRange>();
  for (const { hunk, range, isLeftOut } of hunks) {
    if (isLeftOut) continue;
    // An import after others begins with the end of their line.
    const lead = /^\r?\n/.exec(text.slice(range.start, range.end))?.[0].length ?? 0;
    const startsLine = range.start === 0 || text[range.start - 1] === '\n';
    const start = startsLine ? range.start : range.start + lead;
    const endsLine = range.end === text.length || /[\r\n]/.test(text[range.end] ?? '');
    const closed = endsLine || text[range.end - 1] === '\n';
    if ((startsLine || lead > 0) && closed && start < range.end) {
      found.set(hunk, { start, end: range.end });
    }
  }
  return found;
}

/**
 * The edits of a formatter that lie within new lines. Where it would also lay out the target's other
 * lines anew, the target's new ones stay as they are: half of a new layout fits nothing.
 */
export function editsWithin(set: AcceptedSet, edits: readonly TextEdit[]): readonly TextEdit[] {
  const { text, target } = set;
  const regions = [...newLinesOf(set).values()];
  const isNew = ({ range }: TextEdit) =>
    regions.some(({ start, end }) => start <= range.start && range.end <= end);
  const inTarget = ({ range }: TextEdit) => target.start <= range.start && range.end <= target.end;
  const clashes = edits.some(
    (edit) => !isNew(edit) && touches(edit.range, target) && laysOut(text, edit),
  );
  const kept = edits.filter((edit) => isNew(edit) && !(clashes && inTarget(edit)));
  return withoutOverlaps(kept);
}

/** How the hunks of an accepted set read after edits that lie within them. */
export function editedHunks(
  { text, hunks }: AcceptedSet,
  edits: readonly TextEdit[],
): ReadonlyMap<PatchHunk, string> {
  const left = new Set(edits);
  const texts = new Map<PatchHunk, string>();
  for (const { hunk, range, isLeftOut } of hunks) {
    if (isLeftOut) continue;
    const own = [...left].filter((edit) => isInside(edit, range));
    for (const edit of own) left.delete(edit);
    if (own.length === 0) continue;
    const moved = own.map(({ range: { start, end }, newText }) => ({
      range: { start: start - range.start, end: end - range.start },
      newText,
    }));
    texts.set(hunk, applyEdits(text.slice(range.start, range.end), moved));
  }
  return texts;
}

/** What a Patch is to say of its functions so that these hunks read as given: `PatchOptions.texts`. */
export function textsWith(
  patch: Patch,
  hunks: readonly PatchHunk[],
  edited: ReadonlyMap<PatchHunk, string>,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [hunk, text] of edited) {
    // What has no name of its own cannot be told from others without one.
    if (['', importsPart, patch.targetPart].includes(hunk.part)) continue;
    texts.set(hunk.part, withLineEnds(text, '\n').replace(/^\n+|\s+$/g, ''));
  }
  const own = hunks.filter(({ part }) => part === patch.targetPart);
  if (own.some((hunk) => edited.has(hunk))) {
    const { start, end } = patch.target;
    const moved = own.map((hunk) => ({
      range: { start: hunk.edit.range.start - start, end: hunk.edit.range.end - start },
      newText: edited.get(hunk) ?? hunk.edit.newText,
    }));
    const text = applyEdits(patch.snapshot.text.slice(start, end), moved);
    texts.set(patch.targetPart, withLineEnds(text, '\n'));
  }
  return texts;
}

/** True where an edit moves code to other lines or columns, instead of changing it in its place. */
function laysOut(text: string, { range, newText }: TextEdit): boolean {
  const lead = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start);
  const old = text.slice(range.start, range.end);
  const indents = lead.trim() === '' && [old, newText].some((each) => /^\s/.test(each));
  return indents || old.includes('\n') || newText.includes('\n');
}

function touches(a: TextRange, b: TextRange): boolean {
  return a.start <= b.end && a.end >= b.start;
}

function isInside({ range }: TextEdit, { start, end }: PlacedHunk['range']): boolean {
  return start <= range.start && range.end <= end;
}

/** Formatters that are asked about several ranges may say the same twice. */
function withoutOverlaps(edits: readonly TextEdit[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    const last = kept.at(-1);
    const isSame =
      last?.range.start === edit.range.start &&
      last.range.end === edit.range.end &&
      last.newText === edit.newText;
    if (!isSame && (!last || edit.range.start >= last.range.end)) kept.push(edit);
  }
  return kept;
}
