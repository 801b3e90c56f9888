import * as vscode from 'vscode';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { RunModel } from '../../node/coppice.ts';
import { apiNamed } from '../../node/models/api.ts';
import { rolesAt, serversOf, writtenRoles } from '../../node/models/roles.ts';
import { commands, settings } from '../ids.ts';
import { EditorModel, editorModelNamed, type EditorModelName } from '../models/editor-model.ts';
import { chooseModel, diagnose, offer } from '../offer.ts';
import { keyedEndpoint, type ApiKeys } from './api-keys.ts';
import { readSetting } from './read.ts';
import { chosenModel, numberOr, originOf, priceTable } from './run-settings.ts';

/** Why the settings name no model that could be asked. */
export type NoModel = Failure<'no-model' | 'no-address'>;

/** Which model the settings name, with its key. */
export class ModelChoice {
  readonly #keys: ApiKeys;
  /** One object for each: it holds how many requests are under way. */
  readonly #editorModels = new Map<string, EditorModel>();

  constructor(keys: ApiKeys) {
    this.#keys = keys;
  }

  get isMade(): boolean {
    return chosenModel(readSetting) !== undefined;
  }

  /** The model that the settings name, without its key: what it is called and what it costs. */
  get known(): RunModel | undefined {
    const found = this.#withoutKey();
    return found.ok ? found.value : undefined;
  }

  /**
   * The model to ask. Undefined where the settings name none; the user is then told what to do, and what was
   * wanted (`again`) is begun once a model is chosen from that message.
   */
  async get(again: () => unknown): Promise<RunModel | undefined> {
    const found = await this.find();
    if (found.ok) return found.value;
    void this.#offerToChoose(found.error.message, again);
    return undefined;
  }

  async #offerToChoose(message: string, again: () => unknown): Promise<void> {
    const taken = await offer(message, [chooseModel(), diagnose()]);
    if (taken?.command === commands.chooseModel && (await this.find()).ok) await again();
  }

  /** The model to ask, or why there is none. */
  async find(): Promise<Result<RunModel, NoModel>> {
    const found = this.#withoutKey();
    if (!found.ok || 'model' in found.value) return found;
    const endpoint = await keyedEndpoint(this.#keys, found.value.endpoint);
    const written = writtenRoles(readSetting(settings.roles));
    const keys = new Map<string, string | undefined>();
    for (const url of serversOf(written)) keys.set(url, await this.#keys.of(url));
    const roles = rolesAt(written, endpoint, (url) => keys.get(url));
    if (!roles.ok) {
      return fail({
        reason: 'no-address',
        message: vscode.l10n.t(
          '"{0}" in {1} is no address of a server.',
          roles.error,
          settings.roles,
        ),
      });
    }
    const isOne = roles.value.small === undefined && roles.value.pool === undefined;
    return ok({ ...found.value, endpoint, ...(isOne ? {} : { roles: roles.value }) });
  }

  #withoutKey(): Result<RunModel, NoModel> {
    const chosen = chosenModel(readSetting);
    const prices = priceTable(readSetting);
    const concurrency = numberOr(readSetting(settings.concurrency), 8);
    if (!chosen) {
      return fail({
        reason: 'no-model',
        message: vscode.l10n.t(
          'Coppice needs a language model: choose a server that speaks the OpenAI protocol, on this machine or elsewhere.',
        ),
      });
    }
    if (chosen.provider === 'editor') {
      const name = editorModelNamed(chosen.model);
      if (name) return ok({ model: this.#editorModel(name, concurrency), prices });
      return fail({
        reason: 'no-address',
        message: vscode.l10n.t(
          '"{0}" names no language model of VS Code. Choose one of those that it has.',
          chosen.model,
        ),
      });
    }
    const { baseUrl, model } = chosen;
    if (originOf(baseUrl) !== undefined) {
      const keepReasoning = readSetting(settings.keepReasoning) === true;
      const api = apiNamed(readSetting(settings.api));
      const endpoint = { baseUrl, model, ...(api === undefined ? {} : { api }) };
      return ok({ endpoint, prices, concurrency, keepReasoning });
    }
    return fail({
      reason: 'no-address',
      message: vscode.l10n.t(
        'The base URL "{0}" is no address of a server. It starts with http:// or https://, such as http://localhost:11434/v1.',
        baseUrl,
      ),
    });
  }

  #editorModel(name: EditorModelName, concurrency: number): EditorModel {
    const key = JSON.stringify([name, concurrency]);
    const known = this.#editorModels.get(key) ?? new EditorModel(name, concurrency);
    this.#editorModels.set(key, known);
    return known;
  }
}

/** What a model is called, for people. */
export function modelLabel(model: RunModel): string {
  return 'model' in model ? model.model.id : model.endpoint.model;
}
