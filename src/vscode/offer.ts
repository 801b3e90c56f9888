import * as vscode from 'vscode';
import { commands } from './ids.ts';
import { showErrorMessage, showWarningMessage } from './shown.ts';

/** A button of a message, and the command that it runs. */
export interface Remedy {
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

export function chooseModel(): Remedy {
  return { title: vscode.l10n.t('Choose Model'), command: commands.chooseModel };
}

export function setKey(): Remedy {
  return { title: vscode.l10n.t('Set API Key'), command: commands.setApiKey };
}

export function diagnose(): Remedy {
  return { title: vscode.l10n.t('Diagnose'), command: commands.diagnose };
}

export function manageTrust(): Remedy {
  return { title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
}

/** The settings editor on a search among Coppice's settings. */
export function openSettings(query: string): Remedy {
  return {
    title: vscode.l10n.t('Open Settings'),
    command: commands.openSettings,
    args: [query],
  };
}

/**
 * Shows a message with buttons that mend what it is about. Does not take the focus. Resolves with the remedy that
 * was taken, when it is done; undefined where the message was closed.
 */
export async function offer(
  message: string,
  remedies: readonly Remedy[],
  severity: 'warning' | 'error' = 'warning',
): Promise<Remedy | undefined> {
  const titles = remedies.map(({ title }) => title);
  const chosen =
    severity === 'error'
      ? await showErrorMessage(message, ...titles)
      : await showWarningMessage(message, ...titles);
  const remedy = remedies.find(({ title }) => title === chosen);
  if (remedy) await vscode.commands.executeCommand(remedy.command, ...(remedy.args ?? []));
  return remedy;
}
