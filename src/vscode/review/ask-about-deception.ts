import * as vscode from 'vscode';
import { deceptionLines } from '../../core/deceptive-text.ts';
import type { PatchHunk } from '../../core/patch/patch-hunks.ts';
import { askInModal } from '../shown.ts';

/** Names what makes the code of these hunks read otherwise than it runs; whether it is wanted all the same. */
export async function isWantedAsItIs(hunks: readonly PatchHunk[]): Promise<boolean> {
  const lines = hunks.flatMap(({ part, edit }) =>
    deceptionLines(edit.newText).map((line) => `${part}, ${line}`),
  );
  if (lines.length === 0) return true;
  const accept = vscode.l10n.t('Accept as it is');
  const picked = await askInModal(
    vscode.l10n.t('The code has characters that make it read otherwise than it runs.'),
    lines.slice(0, 12).join('\n'),
    accept,
  );
  return picked === accept;
}
