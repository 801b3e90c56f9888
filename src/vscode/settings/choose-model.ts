import * as vscode from 'vscode';
import type { ModelFacts } from '../../core/model-facts.ts';
import type { EngineHost } from '../engine-host.ts';
import { settings } from '../ids.ts';
import { editorModels, textOfName } from '../models/editor-model.ts';
import { keyedEndpoint, type ApiKeys } from './api-keys.ts';
import { askForKey } from './set-api-key.ts';
import { tokensText } from '../tree/node-text.ts';
import { modelsToOffer } from './model-order.ts';
import { modelRow } from './model-row.ts';
import { pickServer } from './pick-server.ts';
import { readSetting } from './read.ts';
import { originOf, textOr, type ChosenModel } from './run-settings.ts';
import {
  setStatusBarMessage,
  showInputBox,
  shownItem,
  shownLine,
  showQuickPick,
} from '../shown.ts';

const refresh = new vscode.ThemeIcon('refresh');

/** Leads from a server to one of its models, and sets both. Every step can be left with Escape. */
export async function chooseModel(host: EngineHost, keys: ApiKeys): Promise<void> {
  const server = await pickServer(host, keys);
  if (server?.isEditor === true) {
    const name = await pickEditorModel();
    if (name) await setModel({ provider: 'editor', model: name });
    return;
  }
  const baseUrl = server && (server.baseUrl ?? (await askForAddress()));
  if (baseUrl === undefined) return;
  const origin = originOf(baseUrl);
  if (origin === undefined) return;
  if (server?.needsKey === true && (await keys.of(baseUrl)) === undefined) {
    await askForKey(keys, origin);
  }
  const model = await pickModel(host, keys, baseUrl);
  if (!model) return;
  await setModel({ provider: 'server', baseUrl, model });
}

async function setModel(chosen: ChosenModel): Promise<void> {
  const { provider, model } = chosen;
  const configuration = vscode.workspace.getConfiguration();
  const everywhere = vscode.ConfigurationTarget.Global;
  // What is the default anyway is not written into the user's settings.
  const written = provider === 'server' ? undefined : provider;
  await configuration.update(settings.modelProvider, written, everywhere);
  if (chosen.provider === 'server') {
    await configuration.update(settings.modelBaseUrl, chosen.baseUrl, everywhere);
  }
  await configuration.update(settings.modelName, model, everywhere);
  setStatusBarMessage(vscode.l10n.t('Coppice now asks {0}.', model), 5000);
}

async function pickEditorModel(): Promise<string | undefined> {
  const items = (await editorModels()).map((model) => ({
    label: model.name,
    description: `${model.vendor} · ${model.family} · reads ${tokensText(model.maxInputTokens)} tokens`,
    name: textOfName(model),
  }));
  const picked = await showQuickPick(items, {
    title: vscode.l10n.t('Which language model of VS Code?'),
    placeHolder: vscode.l10n.t('VS Code asks you for access when it is first used'),
    ignoreFocusOut: true,
  });
  return picked?.name;
}

async function askForAddress(): Promise<string | undefined> {
  const address = await showInputBox({
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
  pick.title = shownLine(vscode.l10n.t('Which model of {0}?', baseUrl));
  pick.ignoreFocusOut = true;
  let offered: readonly vscode.QuickPickItem[] = [];
  // The reason of a refusal stands in a row of its own: a placeholder would cut it off.
  let askAgain: vscode.QuickPickItem | undefined;
  let asTyped: vscode.QuickPickItem | undefined;
  const show = () => {
    const typed = pick.value.trim();
    const rows = askAgain ? [askAgain] : offered;
    const isOffered = typed === '' || offered.some(({ label }) => label === typed);
    // A label without what was typed comes behind those that have it: who types a part of a name means that model.
    asTyped = { label: vscode.l10n.t('Use this name'), description: typed, alwaysShow: true };
    pick.items = isOffered ? rows : [...rows, asTyped];
  };
  pick.onDidChangeValue(show);
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      const ask = () => {
        pick.busy = true;
        pick.placeholder = vscode.l10n.t('Asking the server for its models; a name can be typed');
        listed(host, keys, baseUrl, abort.signal).then((answer) => {
          if (abort.signal.aborted) return;
          pick.busy = false;
          const isRefused = typeof answer === 'string';
          offered = isRefused ? [] : modelsToOffer(answer).map(modelRow);
          askAgain = isRefused ? askAgainBecause(answer) : undefined;
          pick.placeholder = isRefused
            ? vscode.l10n.t('Type the name of a model')
            : vscode.l10n.t('Choose a model, or type its name');
          show();
        }, reject);
      };
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen !== undefined && chosen === askAgain) ask();
        else resolve(chosen === asTyped ? chosen?.description : chosen?.label);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      ask();
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

/** The remedy stands beside the label and the reason below it: one line would be cut off. */
function askAgainBecause(message: string): vscode.QuickPickItem {
  const [, reason = message, remedy = ''] = /^(.*?\.) (\p{Lu}.*)$/su.exec(message) ?? [];
  const label = vscode.l10n.t('Ask Again');
  return shownItem({ label, description: remedy, detail: reason, iconPath: refresh });
}

/** The models, or why the server does not tell. */
async function listed(
  host: EngineHost,
  keys: ApiKeys,
  baseUrl: string,
  signal: AbortSignal,
): Promise<readonly ModelFacts[] | string> {
  const endpoint = await keyedEndpoint(keys, { baseUrl });
  const models = await host.use((coppice) => coppice.listModels(endpoint, signal));
  return models.ok ? models.value : models.error.message;
}
