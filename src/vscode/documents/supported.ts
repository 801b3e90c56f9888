import * as vscode from 'vscode';
import type { Snapshot } from '../../core/text.ts';
import { showInformationMessage } from '../shown.ts';
import { snapshotOf } from './snapshot.ts';

/** The document as it is now; undefined where Coppice does not work in it, which the user is told with the reason. */
export function snapshotOrTold(document: vscode.TextDocument): Snapshot | undefined {
  const snapshot = snapshotOf(document);
  if (!snapshot) void showInformationMessage(whyNot(document));
  return snapshot;
}

function whyNot({ uri, languageId }: vscode.TextDocument): string {
  if (uri.scheme === 'vscode-notebook-cell') {
    return vscode.l10n.t(
      'Coppice does not work in notebooks. Put the function into a file of its own, and grow it there.',
    );
  }
  if (uri.scheme !== 'file' && uri.scheme !== 'untitled') {
    return vscode.l10n.t('This is a view of a file. Open the file itself to grow its functions.');
  }
  return vscode.l10n.t(
    'Coppice grows functions in Python, TypeScript and JavaScript. The language of this document is {0}.',
    languageId,
  );
}
