import type * as vscode from 'vscode';
import { originOf } from './run-settings.ts';

/**
 * API keys in the editor's secret store, one for each server's origin: a key never goes anywhere
 * else, whatever the settings say.
 */
export class ApiKeys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** The key for the server at this address, if one was set. */
  async of(baseUrl: string): Promise<string | undefined> {
    const origin = originOf(baseUrl);
    return origin === undefined ? undefined : this.#secrets.get(secretOf(origin));
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#secrets.store(secretOf(origin), key);
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(secretOf(origin));
  }
}

function secretOf(origin: string): string {
  return `coppice.apiKey:${origin}`;
}

/** A server, or a model of it, with the key of its address if one was set. */
export async function keyedEndpoint<E extends { readonly baseUrl: string }>(
  keys: ApiKeys,
  endpoint: E,
): Promise<E & { readonly apiKey?: string }> {
  const apiKey = await keys.of(endpoint.baseUrl);
  return apiKey === undefined ? endpoint : { ...endpoint, apiKey };
}
