import * as vscode from 'vscode';
import { acceptedSet } from '../../core/patch/accepted-set.ts';
import {
  editedHunks,
  editsWithin,
  newLinesOf,
  textsWith,
} from '../../core/patch/formatted-hunks.ts';
import type { PatchHunk } from '../../core/patch/patch-hunks.ts';
import type { TextEdit } from '../../core/text.ts';
import type { Fitted } from './fitting.ts';
import { formatterEdits } from './formatter.ts';

/** How functions read in the file after the formatter, by the name of their part. */
export type FormattedTexts = ReadonlyMap<string, string>;

/**
 * Puts hunks into the document as one change that one undo takes back, or not at all: then it is
 * undefined.
 *
 * Most formatters answer for files only, and see only what stands in the document. So where an
 * editor shows it, the undo step is left open, the formatter is asked about the new lines, and its
 * edits join that step. A `WorkspaceEdit` closes its undo step at once: it is for documents that no
 * editor shows, which are not formatted here.
 */
export async function insert(
  { document, patch, hunks }: Fitted,
  taken: readonly PatchHunk[],
  log: (text: string) => void,
): Promise<FormattedTexts | undefined> {
  const edits = joined(taken.map(({ edit }) => edit));
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  if (!editor) {
    const whole = new vscode.WorkspaceEdit();
    for (const edit of edits) whole.replace(document.uri, placeOf(document, edit), edit.newText);
    return (await vscode.workspace.applyEdit(whole)) ? new Map() : undefined;
  }
  const apply = (changes: readonly TextEdit[], stops: UndoStops) =>
    editor.edit((builder) => {
      for (const edit of changes) builder.replace(placeOf(document, edit), edit.newText);
    }, stops);
  if (!(await apply(edits, { undoStopBefore: true, undoStopAfter: false }))) return undefined;
  const keys = new Set(taken.map(({ key }) => key));
  const leftOut = new Set(hunks.map(({ key }) => key).filter((key) => !keys.has(key)));
  const set = acceptedSet(patch, hunks, leftOut);
  const { version } = document;
  if (document.getText() !== set.text) return new Map();
  const kept = editsWithin(set, await formatterEdits(document, rangesOf(set), log));
  // Where the user typed meanwhile the formatter's edits fit no longer.
  if (kept.length === 0 || document.version !== version) return new Map();
  const isFormatted = await apply(kept, { undoStopBefore: false, undoStopAfter: true });
  return isFormatted ? textsWith(patch, hunks, editedHunks(set, kept)) : new Map();
}

interface UndoStops {
  readonly undoStopBefore: boolean;
  readonly undoStopAfter: boolean;
}

/** The new lines of an accepted set as a formatter is asked about them: neighbours together. */
export function rangesOf(set: ReturnType<typeof acceptedSet>): readonly TextEdit['range'][] {
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of newLinesOf(set).values()) {
    const last = ranges.at(-1);
    if (last && set.text.slice(last.end, start).trim() === '') last.end = end;
    else ranges.push({ start, end });
  }
  // The end of the last line is left out: past it, the next line would be meant as well.
  return ranges.map(({ start, end }) => ({
    start,
    end: start + set.text.slice(start, end).replace(/\r?\n$/, '').length,
  }));
}

/** Edits that touch become one: VS Code promises no order among edits at one place. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const all: TextEdit[] = [];
  for (const { range, newText } of edits) {
    const last = all.at(-1);
    if (last?.range.end === range.start) {
      all[all.length - 1] = {
        range: { start: last.range.start, end: range.end },
        newText: last.newText + newText,
      };
    } else all.push({ range, newText });
  }
  return all;
}

function placeOf(document: vscode.TextDocument, { range }: TextEdit): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}
