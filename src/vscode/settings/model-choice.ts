import * as vscode from 'vscode';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { RunModel } from '../../node/coppice.ts';
import { settings } from '../ids.ts';
import { chooseModel, offer, setKey } from '../offer.ts';
import type { ApiKeys } from './api-keys.ts';
import { readSetting } from './read.ts';
import { chosenModel, numberOr, originOf, priceTable } from './run-settings.ts';

/** Which model the settings name, with its key. */
export class ModelChoice {
  readonly #keys: ApiKeys;

  constructor(keys: ApiKeys) {
    this.#keys = keys;
  }

  get isMade(): boolean {
    return chosenModel(readSetting) !== undefined;
  }

  /** The model that the settings name, without its key: what it is called and what it costs. */
  get known(): RunModel | undefined {
    const chosen = chosenModel(readSetting);
    if (!chosen || originOf(chosen.baseUrl) === undefined) return undefined;
    return { endpoint: chosen, prices: priceTable(readSetting), concurrency: 1 };
  }

  /** The model to ask. Undefined where the settings name none; the user is then told what to do. */
  async get(): Promise<RunModel | undefined> {
    const found = await this.find();
    if (found.ok) return found.value;
    const { reason, message } = found.error;
    void offer(message, reason === 'no-model' ? [chooseModel(), setKey()] : [chooseModel()]);
    return undefined;
  }

  /** The model to ask, or why there is none. */
  async find(): Promise<Result<RunModel, Failure<'no-model' | 'no-address'>>> {
    const chosen = chosenModel(readSetting);
    if (!chosen) {
      return fail({
        reason: 'no-model',
        message: vscode.l10n.t(
          'Coppice needs a language model: set the address of an OpenAI-compatible server and the name of a model.',
        ),
      });
    }
    if (originOf(chosen.baseUrl) === undefined) {
      return fail({
        reason: 'no-address',
        message: vscode.l10n.t(
          'The base URL "{0}" is no address of a server. It starts with http:// or https://, such as http://localhost:11434/v1.',
          chosen.baseUrl,
        ),
      });
    }
    const apiKey = await this.#keys.of(chosen.baseUrl);
    return ok({
      endpoint: { ...chosen, ...(apiKey === undefined ? {} : { apiKey }) },
      prices: priceTable(readSetting),
      concurrency: numberOr(readSetting(settings.concurrency), 8),
    });
  }
}
