import type { ModelFacts } from '../../core/model-facts.ts';
import type { ModelFailure } from '../../core/ports.ts';
import { ok, type Result } from '../../core/result.ts';
import { apiOfAddress } from './api.ts';
import { bearer } from './chat-completions.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { isRecord, jsonValue, recordOf, recordsOf, textOr, type JsonRecord } from './json-value.ts';
import { knownFacts } from './known-models.ts';
import { listModels } from './list-models.ts';
import { isLocal } from './local.ts';
import { textOf } from './body-reader.ts';
import { send } from './http.ts';

type Endpoint = Omit<ModelEndpoint, 'model'>;
type Told = Pick<ModelFacts, 'contextTokens' | 'reasons' | 'price'>;

/** What local servers tell beside their lists comes at once, or is done without. */
const tellingMs = 1500;
const mostBytes = 2 ** 20;
/** Of all that one server tells beside its list, in characters. */
const mostTold = 4 * 2 ** 20;
/** Models of one server that are asked after one by one. */
const mostAsked = 40;
/** Of them at once: each answer is in memory until its facts are read. */
const mostAtOnce = 4;
/** Ollama's window where nothing sets another (https://docs.ollama.com/faq, 2025-10). */
const ollamaWindow = 4096;

/**
 * The models that a server offers, with what is known of each: from its own list, from what local servers
 * tell beside it, else from a table. Fails as `listModels` does.
 */
export async function catalogue(
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Result<readonly ModelFacts[], ModelFailure>> {
  const entries = await listModels(endpoint, signal);
  if (!entries.ok) return entries;
  const { hostname } = new URL(endpoint.baseUrl);
  const place = isLocal(endpoint.baseUrl) ? 'local' : 'hosted';
  const told = await toldOf(
    endpoint,
    entries.value.slice(0, mostAsked).map(({ name }) => name),
    signal,
  );
  return ok(
    entries.value.map(({ name, entry }) => ({
      name,
      place,
      ...knownFacts(hostname, name),
      ...factsIn(entry),
      ...told.get(name),
    })),
  );
}

/** What a local server tells of one model; nothing where it is no such server, or tells nothing. */
export async function toldOfModel(
  { model, ...endpoint }: ModelEndpoint,
  signal: AbortSignal,
): Promise<Told> {
  return (await toldOf(endpoint, [model], signal)).get(model) ?? {};
}

/** What Ollama, LM Studio and llama.cpp tell beside the common list. */
async function toldOf(
  endpoint: Endpoint,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Told>> {
  const api = endpoint.api ?? apiOfAddress(endpoint.baseUrl);
  if (!isLocal(endpoint.baseUrl) || api !== 'chat' || names.length === 0) return new Map();
  const ask = asking(endpoint, signal);
  // One after the other: connections that nobody needs any more would be in the way of others.
  // A server that knows one path alone takes every POST for a request to its model: none is sent before
  // Ollama has shown itself.
  const running = await ask('/api/ps');
  if (Array.isArray(running?.['models'])) {
    const loaded = loadedWindows(running);
    const told = new Map<string, Told>();
    const next = names.values();
    const askOn = async () => {
      for (const model of next) {
        told.set(model, ollamaFacts(await ask('/api/show', { model }), loaded.get(model)));
      }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, askOn));
    return told;
  }
  const listed = recordsOf((await ask('/api/v0/models'))?.['data']);
  if (listed.length > 0) {
    return new Map(listed.map((entry) => [textOr(entry['id']), factsIn(entry)]));
  }
  const props = await ask('/props');
  const window = countIn(recordOf(props?.['default_generation_settings'])['n_ctx']);
  return new Map(
    names.map((name) => [name, window === undefined ? {} : { contextTokens: window }]),
  );
}

/** Asks for one JSON object. Undefined where there is none: not every server has these paths. */
function asking({ baseUrl, apiKey }: Endpoint, signal: AbortSignal) {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(tellingMs)]);
  let left = mostTold;
  return async (path: string, body?: object): Promise<JsonRecord | undefined> => {
    try {
      const response = await send(baseUrl, new URL(path, baseUrl), {
        method: body ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          // It asks once in a while: no connection is to wait idly until a server has gone.
          connection: 'close',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...bearer(apiKey),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: limit,
      });
      let text = '';
      for await (const piece of textOf(response, Math.min(mostBytes, left))) {
        text += piece;
        left -= piece.length;
      }
      const value = jsonValue(text);
      return response.ok && isRecord(value) ? value : undefined;
    } catch {
      // Whatever keeps a server from telling, the list goes without.
      return undefined;
    }
  };
}

/** Ollama's answer to `/api/show` (https://docs.ollama.com/api, 2025-10); `loaded`: its window now. */
function ollamaFacts(shown: JsonRecord | undefined, loaded: number | undefined): Told {
  if (!shown) return {};
  const info = recordOf(shown['model_info']);
  const most = countIn(Object.entries(info).find(([key]) => key.endsWith('.context_length'))?.[1]);
  const set = /^num_ctx\s+(\d+)/m.exec(textOr(shown['parameters']))?.[1];
  const { capabilities } = shown;
  const window = countIn(Number(set)) ?? loaded ?? ollamaWindow;
  return {
    contextTokens: Math.min(window, most ?? Infinity),
    ...(Array.isArray(capabilities) ? { reasons: capabilities.includes('thinking') } : {}),
  };
}

/** Ollama's answer to `/api/ps`: the windows of models that are loaded. */
function loadedWindows(value: JsonRecord): ReadonlyMap<string, number> {
  return new Map(
    recordsOf(value['models']).flatMap((each) => {
      const window = countIn(each['context_length']);
      return window === undefined ? [] : [[textOr(each['name']), window] as const];
    }),
  );
}

/**
 * What the entry of a list tells: OpenRouter and Together (`context_length`, `pricing`), vLLM (`max_model_len`),
 * LM Studio (`loaded_context_length`), Groq (`context_window`), Mistral (`max_context_length`), llama.cpp
 * (`meta.n_ctx`), Gemini (`inputTokenLimit`, `thinking`).
 */
export function factsIn(entry: JsonRecord): Told {
  const meta = recordOf(entry['meta']);
  const contextTokens = [
    entry['loaded_context_length'],
    entry['context_length'],
    entry['max_model_len'],
    entry['context_window'],
    entry['max_context_length'],
    entry['inputTokenLimit'],
    meta['n_ctx'],
    meta['n_ctx_train'],
  ]
    .map(countIn)
    .find((count) => count !== undefined);
  const price = priceIn(recordOf(entry['pricing']));
  const reasons = reasonsIn(entry);
  return {
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(price ? { price } : {}),
    ...(reasons === undefined ? {} : { reasons }),
  };
}

function reasonsIn({
  supported_parameters: parameters,
  thinking,
}: JsonRecord): boolean | undefined {
  if (typeof thinking === 'boolean') return thinking;
  return Array.isArray(parameters) ? parameters.includes('reasoning') : undefined;
}

/** OpenRouter gives dollars a token as text, Together dollars a million tokens as numbers. */
function priceIn({ prompt, completion, input, output }: JsonRecord): ModelFacts['price'] {
  const perToken = (value: unknown) =>
    typeof value === 'string' && value !== '' ? Math.round(Number(value) * 1e10) / 1e4 : NaN;
  const pairs = [
    { prompt: perToken(prompt), completion: perToken(completion) },
    { prompt: numberIn(input), completion: numberIn(output) },
  ];
  return pairs.find((pair) => pair.prompt >= 0 && pair.completion >= 0);
}

function numberIn(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
}

/** No model reads so many tokens. */
const mostContext = 1e8;

function countIn(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= mostContext
    ? Number(value)
    : undefined;
}
