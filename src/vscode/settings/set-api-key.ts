import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import { chooseModel, offer } from '../offer.ts';
import type { ApiKeys } from './api-keys.ts';
import { readSetting } from './read.ts';
import { originOf, textOr } from './run-settings.ts';
import { setStatusBarMessage, showInputBox } from '../shown.ts';

/** Asks for the key of the server that the settings name, and keeps it for that server alone. */
export async function setApiKey(keys: ApiKeys): Promise<void> {
  const baseUrl = textOr(readSetting(settings.modelBaseUrl), '');
  const origin = originOf(baseUrl);
  if (origin === undefined) {
    void offer(
      vscode.l10n.t('A key belongs to one server: choose the model and its base URL first.'),
      [chooseModel()],
    );
    return;
  }
  await askForKey(keys, origin);
}

/** Asks for the key of one server. An empty answer removes the one that is set. */
export async function askForKey(keys: ApiKeys, origin: string): Promise<void> {
  const known = await keys.of(origin);
  const key = await showInputBox({
    title: vscode.l10n.t('API key for {0}', origin),
    prompt:
      known === undefined
        ? vscode.l10n.t('It is kept in the secret store and sent to this server only.')
        : vscode.l10n.t('A key is set. Enter another one, or leave this empty to remove it.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: problemWith,
  });
  if (key === undefined) return;
  if (key.trim() !== '') {
    await keys.set(origin, key.trim());
    setStatusBarMessage(vscode.l10n.t('The key for {0} is set.', origin), 5000);
  } else if (known !== undefined) {
    await keys.remove(origin);
    setStatusBarMessage(vscode.l10n.t('The key for {0} is removed.', origin), 5000);
  }
}

/** A header cannot carry white space or control characters. */
function problemWith(key: string): string | undefined {
  return /^[\u0021-\u007e]*$/.test(key.trim())
    ? undefined
    : vscode.l10n.t('A key has no blanks and no special characters.');
}
