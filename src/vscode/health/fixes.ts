import * as vscode from 'vscode';
import type { Fix } from '../../node/health/finding.ts';
import { commands } from '../ids.ts';
import { chooseModel, manageTrust, openSettings, setKey, type Remedy } from '../offer.ts';

/** What to do about a finding, in words that name the command. */
export function fixText(): Readonly<Record<Fix, string>> {
  return {
    'choose-model': vscode.l10n.t(
      'Start the server, or run `Coppice: Choose Model…` and name one that answers.',
    ),
    'set-key': vscode.l10n.t('Run `Coppice: Set API Key` with a key that this server takes.'),
    'forget-learnt': vscode.l10n.t('`Coppice: Forget What Was Learnt of the Model`.'),
    'set-interpreter': vscode.l10n.t(
      'Install it, or name one in `coppice.python.interpreter` or `coppice.node.path`.',
    ),
    'show-sandbox': vscode.l10n.t('`Coppice: Show Sandbox` tells what is missing.'),
    'allow-unsandboxed': vscode.l10n.t(
      'Only where you trust the model with your rights: `coppice.sandbox.allowUnsandboxed`.',
    ),
    'trust-folder': vscode.l10n.t('Trust this folder with `Workspaces: Manage Workspace Trust`.'),
    'mend-runs-folder': vscode.l10n.t('Make the folder writable for your user.'),
  };
}

/** The same as a command; undefined where only the user can do it. */
export function fixRemedy(fix: Fix): Remedy | undefined {
  switch (fix) {
    case 'choose-model':
      return chooseModel();
    case 'set-key':
      return setKey();
    case 'forget-learnt':
      return { title: vscode.l10n.t('Forget'), command: commands.forgetModel };
    case 'set-interpreter':
      return openSettings('interpreter');
    case 'show-sandbox':
      return { title: vscode.l10n.t('Show Sandbox'), command: commands.showSandbox };
    case 'allow-unsandboxed':
      return openSettings('sandbox');
    case 'trust-folder':
      return manageTrust();
    case 'mend-runs-folder':
      return undefined;
  }
}
