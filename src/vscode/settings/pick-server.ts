import * as vscode from 'vscode';
import type { ModelFailure } from '../../core/ports.ts';
import { isLocal } from '../../node/models/local.ts';
import type { EngineHost } from '../engine-host.ts';
import { settings } from '../ids.ts';
import { editorModels } from '../models/editor-model.ts';
import { keyedEndpoint, type ApiKeys } from './api-keys.ts';
import { modelServers } from './model-servers.ts';
import { readSetting } from './read.ts';
import { textOr } from './run-settings.ts';
import { shownItem } from '../shown.ts';

export interface ServerItem extends vscode.QuickPickItem {
  /** True for the models that other extensions bring. */
  readonly isEditor?: boolean;
  readonly baseUrl?: string;
  readonly needsKey?: boolean;
}

/** A server on this machine answers at once, or is taken for absent. */
const answersWithinMs = 2000;

/** Reasons to have no list of models from a server that is there all the same. */
const answering: ReadonlySet<ModelFailure['reason']> = new Set([
  'unauthorised',
  'not-configured',
  'rejected',
  'rate-limited',
]);

/**
 * Asks where the model runs. Servers on this machine are asked for their models meanwhile, and marked where they
 * answer. Undefined where the user left.
 */
export async function pickServer(host: EngineHost, keys: ApiKeys): Promise<ServerItem | undefined> {
  const abort = new AbortController();
  const pick = vscode.window.createQuickPick<ServerItem>();
  pick.title = vscode.l10n.t('Where does the model run?');
  pick.placeholder = vscode.l10n.t("Any server that speaks OpenAI's Chat Completions");
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.items = (await serverItems()).map(shownItem);
  const mark = async ({ baseUrl, needsKey }: ServerItem) => {
    if (baseUrl === undefined || needsKey === true || !isLocal(baseUrl)) return;
    const found = await answerOf(host, keys, baseUrl, abort.signal);
    if (found === undefined || abort.signal.aborted) return;
    const active = pick.activeItems[0];
    pick.keepScrollPosition = true;
    pick.items = pick.items.map((item) =>
      item.baseUrl === baseUrl
        ? shownItem({
            ...item,
            description: `${baseUrl} · ${found}`,
            iconPath: new vscode.ThemeIcon('check'),
          })
        : item,
    );
    // The new rows would take the first one for the one that is meant.
    pick.activeItems = pick.items.filter(({ label }) => label === active?.label);
  };
  try {
    return await new Promise<ServerItem | undefined>((resolve, reject) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      Promise.all(pick.items.map(mark)).catch(reject);
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

/** What a server says when it is asked for its models; undefined where nothing answers. */
async function answerOf(
  host: EngineHost,
  keys: ApiKeys,
  baseUrl: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const endpoint = await keyedEndpoint(keys, { baseUrl });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answersWithinMs)]);
  const models = await host.use((coppice) => coppice.listModels(endpoint, limit));
  if (!models.ok) {
    return answering.has(models.error.reason) ? vscode.l10n.t('answers') : undefined;
  }
  const { length } = models.value;
  return length === 1 ? vscode.l10n.t('runs, 1 model') : vscode.l10n.t('runs, {0} models', length);
}

async function serverItems(): Promise<readonly ServerItem[]> {
  const known = textOr(readSetting(settings.modelBaseUrl), '');
  const isListed = known === '' || modelServers.some(({ baseUrl }) => baseUrl === known);
  const current: ServerItem[] = isListed
    ? []
    : [{ label: vscode.l10n.t('The server that is set'), description: known, baseUrl: known }];
  const models = await editorModels();
  const editor: ServerItem[] =
    models.length === 0
      ? []
      : [
          {
            label: vscode.l10n.t('Language models of VS Code'),
            description: models.map(({ name }) => name).join(', '),
            iconPath: new vscode.ThemeIcon('sparkle'),
            isEditor: true,
          },
        ];
  return [
    ...current,
    ...modelServers.map(({ label, baseUrl, needsKey }) => ({
      label,
      description: baseUrl,
      baseUrl,
      needsKey,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...editor,
    { label: vscode.l10n.t('Another address…'), iconPath: new vscode.ThemeIcon('edit') },
  ];
}
