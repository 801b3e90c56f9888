import * as vscode from 'vscode';
import { importsPart } from '../../core/patch/imports-part.ts';
import type { PatchHunk } from '../../core/patch/patch-hunks.ts';
import { showQuickPick } from '../shown.ts';

/**
 * Says that what is to be accepted needs more than itself, and asks what to do about it. Undefined
 * where the user thinks better of it.
 */
export async function askAboutNeeded(
  needed: readonly PatchHunk[],
): Promise<'with' | 'without' | undefined> {
  const names = [
    ...new Set(needed.map(({ part, edit }) => (part === importsPart ? importOf(edit) : part))),
  ].join(', ');
  const picked = await showQuickPick(
    [
      {
        label: vscode.l10n.t('$(check-all) Accept with {0}', names),
        detail: vscode.l10n.t('What you accept runs as it was tested.'),
        choice: 'with' as const,
      },
      {
        label: vscode.l10n.t('$(warning) Accept without {0}', names),
        detail: vscode.l10n.t('The file will not run until it has {0} from elsewhere.', names),
        choice: 'without' as const,
      },
    ],
    {
      title: vscode.l10n.t('What you accept needs {0}', names),
      placeHolder: vscode.l10n.t('Escape changes nothing'),
    },
  );
  return picked?.choice;
}

/** `from math import tau` for a statement, `tau` for a name that goes into a list. */
function importOf({ newText }: PatchHunk['edit']): string {
  return newText
    .trim()
    .replace(/^,\s*/, '')
    .replace(/\s*\n\s*/g, ', ');
}
