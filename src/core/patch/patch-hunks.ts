import { languageOf } from '../languages/languages.ts';
import type { Parser } from '../ports.ts';
import type { TextEdit } from '../text.ts';
import { applyEdits } from '../apply-edits.ts';
import { needsOf } from './hunk-needs.ts';
import { hunksBetween, type Hunk } from './hunks.ts';
import { importsPart } from './imports-part.ts';
import type { Patch } from './patch.ts';

/** A hunk of a Patch, which belongs to one of its parts. */
export interface PatchHunk extends Hunk {
  /** Name of the part: a function, or `imports`. */
  readonly part: string;
  /**
   * Says which hunk it is, also when the Patch is made anew for a later version of the file. A
   * helper is one hunk, whose key is its name.
   */
  readonly key: string;
  /** Keys of the hunks whose helpers and imports its code uses. */
  readonly needs: readonly string[];
}

/**
 * The hunks of a Patch in the order of the file. Any subset of their edits may be applied to the
 * snapshot; all together give `after`. Where single hunks of a function would leave code that does
 * not parse, the function is one hunk.
 */
export async function hunksOf(patch: Patch, reader: Parser): Promise<readonly PatchHunk[]> {
  const { snapshot } = patch;
  const { text, languageId } = snapshot;
  const faults = async (edits: readonly TextEdit[]) =>
    (await reader.summarize(languageId, applyEdits(text, edits))).errors.length;
  const known = await faults([]);
  const pieces: { readonly part: string; readonly edit: TextEdit }[] = [];
  for (const part of patch.parts) {
    for (const edit of part.edits) {
      const split = splitAtLines(text, edit);
      const stands = split.length < 2 || (await standsInPieces(split, known, faults));
      for (const each of stands ? split : [merged(text, split)]) {
        pieces.push({ part: part.name, edit: each });
      }
    }
  }
  pieces.sort((a, b) => a.edit.range.start - b.edit.range.start);
  let grown = 0;
  const keys = new Map<string, number>();
  const placed = pieces.map(({ part, edit }) => {
    const { start, end } = edit.range;
    const before = linesOf(text, start, end);
    const from = start + grown;
    grown += edit.newText.length - (end - start);
    const plain = keyOf(patch, part, edit);
    const known = keys.get(plain) ?? 0;
    keys.set(plain, known + 1);
    const key = known === 0 ? plain : `${plain}#${known}`;
    const after = linesOf(patch.after, from, end + grown);
    return { hunk: { part, key, edit, before, after }, range: { start: from, end: end + grown } };
  });
  const { root } = await reader.tree(languageId, patch.after);
  const needs = needsOf(
    placed.map(({ hunk: { part, key }, range }) => ({ part, key, range })),
    languageOf(languageId).reading.names(root),
    patch.targetPart,
  );
  return placed.map(({ hunk }) => ({ ...hunk, needs: needs.get(hunk.key) ?? [] }));
}

/** Where a hunk stands changes as the file does, and blanks as formatters like: what it says stays. */
function keyOf(
  { snapshot, targetPart }: Patch,
  part: string,
  { range, newText }: TextEdit,
): string {
  if (part !== targetPart && part !== importsPart) return part;
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  return `${part}: ${plain(snapshot.text.slice(range.start, range.end))} > ${plain(newText)}`;
}

/** An edit as one edit for each run of changed lines. */
function splitAtLines(text: string, { range, newText }: TextEdit): TextEdit[] {
  return hunksBetween(text.slice(range.start, range.end), newText).map(({ edit }) => ({
    range: { start: range.start + edit.range.start, end: range.start + edit.range.end },
    newText: edit.newText,
  }));
}

/** One edit that does what these do, in the order of the text. */
function merged(text: string, edits: readonly TextEdit[]): TextEdit {
  const start = edits[0]?.range.start ?? 0;
  const end = edits.at(-1)?.range.end ?? start;
  const inside = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  return { range: { start, end }, newText: applyEdits(text.slice(start, end), inside) };
}

/** True where each piece can be taken alone and left out alone without a new syntax error. */
async function standsInPieces(
  pieces: readonly TextEdit[],
  known: number,
  faults: (edits: readonly TextEdit[]) => Promise<number>,
): Promise<boolean> {
  for (const piece of pieces) {
    if ((await faults([piece])) > known) return false;
    if ((await faults(pieces.filter((each) => each !== piece))) > known) return false;
  }
  return true;
}

/** The lines that a range touches, from 0; none for an insertion between two lines. */
function linesOf(text: string, start: number, end: number): { start: number; end: number } {
  const line = (at: number) => text.slice(0, at).split('\n').length - 1;
  const first = line(start);
  if (start === end) return { start: first, end: first };
  const last = text[end - 1] === '\n' ? line(end) : line(end) + 1;
  return { start: first, end: last };
}
