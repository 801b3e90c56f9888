import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { efforts } from '../../core/effort.ts';
import type { Clock, ModelTraits, RefusableParameter } from '../../core/ports.ts';
import { apiNamed } from './api.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { isRecord, jsonValue } from './json-value.ts';

/** Keeps what was learnt of models, by endpoint and model, from one run to the next. */
export interface TraitStore {
  read(model: ModelEndpoint): Promise<ModelTraits>;
  /** Rejects where the disk fails. */
  write(model: ModelEndpoint, traits: ModelTraits): Promise<void>;
  /** True where there was something to forget. */
  forget(model: ModelEndpoint): Promise<boolean>;
}

/** Servers are updated and models are served anew: what is older is learnt again. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

interface Kept {
  readonly at: number;
  readonly traits: ModelTraits;
}

/** One small JSON file. Several processes may use it: each change is made on what the file holds then. */
export class TraitFile implements TraitStore {
  readonly #path: string;
  readonly #clock: Pick<Clock, 'now'>;
  /** Changes are made one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, clock: Pick<Clock, 'now'>) {
    this.#path = path;
    this.#clock = clock;
  }

  async read(model: ModelEndpoint): Promise<ModelTraits> {
    return (await this.#kept()).get(keyOf(model))?.traits ?? {};
  }

  write(model: ModelEndpoint, traits: ModelTraits): Promise<void> {
    return this.#change((all) => {
      all.set(keyOf(model), { at: this.#clock.now(), traits });
      return undefined;
    });
  }

  forget(model: ModelEndpoint): Promise<boolean> {
    return this.#change((all) => all.delete(keyOf(model)));
  }

  #change<T>(change: (all: Map<string, Kept>) => T): Promise<T> {
    const changed = this.#last.then(async () => {
      const all = await this.#kept();
      const result = change(all);
      await this.#replace(`${JSON.stringify({ models: Object.fromEntries(all) }, undefined, 1)}\n`);
      return result;
    });
    // Whoever made a change that failed hears of it; the next one is tried all the same.
    this.#last = changed.catch(() => undefined);
    return changed;
  }

  /** What the file holds and is not too old. A file that is none of ours counts as empty. */
  async #kept(): Promise<Map<string, Kept>> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
      throw error;
    }
    const value = jsonValue(text);
    const models = isRecord(value) && isRecord(value['models']) ? value['models'] : {};
    const oldest = this.#clock.now() - keptMs;
    return new Map(
      Object.entries(models).flatMap(([key, kept]) => {
        if (!isRecord(kept) || typeof kept['at'] !== 'number' || kept['at'] < oldest) return [];
        return [[key, { at: kept['at'], traits: traitsIn(kept['traits']) }] as const];
      }),
    );
  }

  async #replace(text: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const beside = `${this.#path}.${process.pid}`;
    try {
      await writeFile(beside, text);
      await rename(beside, this.#path);
    } finally {
      await rm(beside, { force: true });
    }
  }
}

/** The address without what may be secret in it, and the model. */
function keyOf({ baseUrl, model }: ModelEndpoint): string {
  const { origin, pathname } = new URL(baseUrl);
  return `${origin}${pathname.replace(/\/+$/, '')} ${model}`;
}

const refusable: ReadonlySet<string> = new Set<RefusableParameter>([
  ...(['temperature', 'n', 'stop', 'response_format'] as const),
  ...(['stream', 'stream_options', 'system', 'effort', 'chat_template_kwargs'] as const),
]);

/** Reads traits as far as they are such: the file may have been edited. */
function traitsIn(value: unknown): ModelTraits {
  if (!isRecord(value)) return {};
  const { refuses, limitName } = value;
  const api = apiNamed(value['api']);
  const names = (Array.isArray(refuses) ? refuses : []).filter(
    (name): name is RefusableParameter => typeof name === 'string' && refusable.has(name),
  );
  const { efforts: told } = value;
  const known = efforts.filter((effort) => Array.isArray(told) && told.includes(effort));
  const numbers = ['mostTokens', 'contextTokens', 'reasoningTokens'] as const;
  return {
    ...(api === undefined ? {} : { api }),
    ...(names.length > 0 ? { refuses: names } : {}),
    ...(limitName === 'max_completion_tokens' || limitName === 'none' ? { limitName } : {}),
    ...Object.fromEntries(
      numbers.flatMap((name) => {
        const number = value[name];
        return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
          ? [[name, number] as const]
          : [];
      }),
    ),
    ...(known.length > 0 ? { efforts: known } : {}),
    ...(value['effortInTokens'] === true ? { effortInTokens: true } : {}),
    ...(value['thinksUnmarked'] === true ? { thinksUnmarked: true } : {}),
  };
}

/** Remembers for as long as it lives. */
export class TraitMemory implements TraitStore {
  readonly #kept = new Map<string, ModelTraits>();

  read(model: ModelEndpoint): Promise<ModelTraits> {
    return Promise.resolve(this.#kept.get(keyOf(model)) ?? {});
  }

  write(model: ModelEndpoint, traits: ModelTraits): Promise<void> {
    this.#kept.set(keyOf(model), traits);
    return Promise.resolve();
  }

  forget(model: ModelEndpoint): Promise<boolean> {
    return Promise.resolve(this.#kept.delete(keyOf(model)));
  }
}
