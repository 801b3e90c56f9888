import * as vscode from 'vscode';
import { manageTrust, offer } from './offer.ts';

/** True where Coppice may send and run. In Restricted Mode the user is told why it may not. */
export function isTrustedOrTold(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void offer(
    vscode.l10n.t(
      'Coppice sends code to a model and runs what comes back, so it does neither in Restricted Mode.',
    ),
    [manageTrust()],
  );
  return false;
}
