import * as vscode from 'vscode';
import { neededBesides } from '../../core/patch/needed-hunks.ts';
import type { PatchHunk } from '../../core/patch/patch-hunks.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { isWantedAsItIs } from './ask-about-deception.ts';
import { askAboutNeeded } from './ask-about-needed.ts';
import { isCurrent, type Fitted } from './fitting.ts';
import { insert, type FormattedTexts } from './insertion.ts';
import { showErrorMessage, showInformationMessage } from '../shown.ts';

/**
 * The hunks to accept: what is taken, with what else it needs if the user wants that. Undefined
 * where the user thinks better of it.
 */
export async function agreeOn(
  fitted: Fitted,
  taken: readonly PatchHunk[],
): Promise<readonly PatchHunk[] | undefined> {
  const { hunks } = fitted;
  const needed = neededBesides(taken, hunks);
  const choice = needed.length === 0 ? 'without' : await askAboutNeeded(needed);
  if (!choice) return undefined;
  const wanted = choice === 'with' ? [...taken, ...needed] : taken;
  if (!(await isWantedAsItIs(wanted))) return undefined;
  if (!isCurrent(fitted)) {
    void showInformationMessage(
      vscode.l10n.t('The file was edited meanwhile. Nothing was changed; accept again.'),
    );
    return undefined;
  }
  return choice === 'with'
    ? hunks.filter((hunk) => taken.includes(hunk) || needed.includes(hunk))
    : taken;
}

/** Puts hunks into their file. Undefined where that could not be done, which the user is told. */
export async function putIn(
  fitted: Fitted,
  taken: readonly PatchHunk[],
  log: (text: string) => void,
): Promise<FormattedTexts | undefined> {
  const texts = isCurrent(fitted) ? await insert(fitted, taken, log) : undefined;
  if (!texts) {
    void showErrorMessage(
      vscode.l10n.t(
        'The file could not be changed, so nothing was. Check that it is not read-only, then accept again.',
      ),
    );
  }
  return texts;
}

/** Shows the file where no editor shows it; an editor that does is left as it is. */
export async function reveal(document: vscode.TextDocument, { task }: LiveRun): Promise<void> {
  const isShown = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  if (isShown) return;
  const place = document.positionAt(task.target.range.start);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
