import * as vscode from 'vscode';
import type { EngineHost } from '../engine-host.ts';
import { settings } from '../ids.ts';
import type { ApiKeys } from './api-keys.ts';
import { askForKey } from './set-api-key.ts';
import { modelServers } from './model-servers.ts';
import { readSetting } from './read.ts';
import { originOf, textOr } from './run-settings.ts';

interface ServerItem extends vscode.QuickPickItem {
  readonly baseUrl?: string;
  readonly needsKey?: boolean;
}

/** Leads from a server to one of its models, and sets both. Every step can be left with Escape. */
export async function chooseModel(host: EngineHost, keys: ApiKeys): Promise<void> {
  const server = await pickServer();
  const baseUrl = server && (server.baseUrl ?? (await askForAddress()));
  if (baseUrl === undefined) return;
  const origin = originOf(baseUrl);
  if (origin === undefined) return;
  if (server?.needsKey === true && (await keys.of(baseUrl)) === undefined) {
    await askForKey(keys, origin);
  }
  const model = await pickModel(host, keys, baseUrl);
  if (!model) return;
  const configuration = vscode.workspace.getConfiguration();
  const everywhere = vscode.ConfigurationTarget.Global;
  await configuration.update(settings.modelBaseUrl, baseUrl, everywhere);
  await configuration.update(settings.modelName, model, everywhere);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Coppice now asks {0}.', model), 5000);
}

async function pickServer(): Promise<ServerItem | undefined> {
  const known = textOr(readSetting(settings.modelBaseUrl), '');
  const current: ServerItem[] = modelServers.some(({ baseUrl }) => baseUrl === known)
    ? []
    : known === ''
      ? []
      : [{ label: vscode.l10n.t('The server that is set'), description: known, baseUrl: known }];
  const items: ServerItem[] = [
    ...current,
    ...modelServers.map(({ label, baseUrl, needsKey }) => ({
      label,
      description: baseUrl,
      baseUrl,
      needsKey,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Another address…'), iconPath: new vscode.ThemeIcon('edit') },
  ];
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where does the model run?'),
    placeHolder: vscode.l10n.t('Any server that speaks OpenAI\u2019s Chat Completions'),
    ignoreFocusOut: true,
  });
}

async function askForAddress(): Promise<string | undefined> {
  const address = await vscode.window.showInputBox({
    title: vscode.l10n.t('Base URL of the server'),
    value: textOr(readSetting(settings.modelBaseUrl), 'http://localhost:8000/v1'),
    prompt: vscode.l10n.t('It often ends in /v1.'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      originOf(text) === undefined
        ? vscode.l10n.t('An address starts with http:// or https://.')
        : undefined,
  });
  return address?.trim();
}

/** Offers what the server says it has; what was typed counts too, since not every server tells. */
async function pickModel(
  host: EngineHost,
  keys: ApiKeys,
  baseUrl: string,
): Promise<string | undefined> {
  const abort = new AbortController();
  const pick = vscode.window.createQuickPick();
  pick.title = vscode.l10n.t('Which model of {0}?', baseUrl);
  pick.placeholder = vscode.l10n.t('Asking the server for its models; a name can be typed');
  pick.ignoreFocusOut = true;
  pick.busy = true;
  let offered: readonly vscode.QuickPickItem[] = [];
  const show = () => {
    const typed = pick.value.trim();
    const isOffered = typed === '' || offered.some(({ label }) => label === typed);
    pick.items = isOffered
      ? offered
      : [...offered, { label: typed, description: vscode.l10n.t('as typed'), alwaysShow: true }];
  };
  pick.onDidChangeValue(show);
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.label));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      listed(host, keys, baseUrl, abort.signal).then((answer) => {
        if (abort.signal.aborted) return;
        pick.busy = false;
        if (typeof answer === 'string') {
          pick.placeholder = vscode.l10n.t('{0} Type the name of a model.', answer);
        } else {
          offered = answer.map((label) => ({ label }));
          pick.placeholder = vscode.l10n.t('Choose a model, or type its name');
        }
        show();
      }, reject);
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

/** Names of the models, or why the server does not tell. */
async function listed(
  host: EngineHost,
  keys: ApiKeys,
  baseUrl: string,
  signal: AbortSignal,
): Promise<readonly string[] | string> {
  const apiKey = await keys.of(baseUrl);
  const endpoint = { baseUrl, ...(apiKey === undefined ? {} : { apiKey }) };
  const names = await host.use((coppice) => coppice.listModels(endpoint, signal));
  return names.ok ? names.value : names.error.message;
}
