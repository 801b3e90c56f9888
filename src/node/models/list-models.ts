import { fail, ok, type Result } from '../../core/result.ts';
import type { ModelFailure } from '../../core/ports.ts';
import { apiOfAddress } from './api.ts';
import { bearer } from './chat-completions.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { AnswerError, causeOfOurs, classify, ServerRefused } from './failures.ts';
import { geminiHeaders } from './gemini.ts';
import { withoutLastSlash } from './http.ts';
import { isRecord, recordOf, type JsonRecord } from './json-value.ts';
import { anthropicHeaders } from './messages.ts';
import { failureIn, printable } from './server-words.ts';
import { Watch } from './watch.ts';
import { Wire } from './wire.ts';
import { withoutKey } from './without-key.ts';

/** A list is short: a server that takes longer is taken for dead. */
const limitMs = 10_000;
const mostBytes = 4 * 2 ** 20;
const mostNames = 10_000;

type Endpoint = Omit<ModelEndpoint, 'model'>;

/** A model of a list, with all that the list says of it. */
export interface ListedModel {
  readonly name: string;
  readonly entry: JsonRecord;
}

/** The models that a server offers, sorted by name. Not every server tells. */
export async function listModels(
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Result<readonly ListedModel[], ModelFailure>> {
  const watch = new Watch(endpoint.baseUrl);
  const abort = () => {
    watch.abort();
  };
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    watch.total(limitMs);
    return ok(modelsIn(await listOf(endpoint, watch.signal), endpoint.apiKey));
  } catch (error) {
    if (signal.aborted) return fail({ reason: 'cancelled', message: 'The request was cancelled.' });
    return fail(
      classify(watch.overdue ?? causeOfOurs(error), { ...endpoint, model: '' }, Date.now()).failure,
    );
  } finally {
    watch.stop();
    signal.removeEventListener('abort', abort);
  }
}

/** The list as the server gives it: some send a bare array, or call it otherwise. */
async function listOf(endpoint: Endpoint, signal: AbortSignal): Promise<unknown> {
  const { baseUrl, apiKey } = endpoint;
  const api = endpoint.api ?? apiOfAddress(baseUrl);
  const wire = new Wire({
    baseUrl,
    headers: headersOf[api](apiKey),
    bounds: { bytes: mostBytes, events: 0, value: mostBytes, characters: mostBytes },
    reads: 'json',
  });
  if (api === 'chat' || api === 'responses') {
    const { openAiClient } = await import('./openai-client.ts');
    const { models } = openAiClient(endpoint, wire.fetch);
    return (await models.list({ signal }).asResponse()).json();
  }
  const base = withoutLastSlash(baseUrl);
  const address = new URL(base);
  const version = api === 'messages' && !address.pathname.endsWith('/v1') ? '/v1' : '';
  address.pathname = `${address.pathname.replace(/\/$/, '')}${version}/models`;
  address.searchParams.set(api === 'gemini' ? 'pageSize' : 'limit', '1000');
  return (await wire.fetch(address, { signal })).json();
}

const headersOf = {
  chat: bearer,
  responses: bearer,
  messages: anthropicHeaders,
  gemini: geminiHeaders,
};

/** OpenAI lists models under `data`; some servers give the bare list. A name that comes again says nothing new. */
function modelsIn(value: unknown, key: string | undefined): readonly ListedModel[] {
  const list = isRecord(value) ? (value['data'] ?? value['models']) : value;
  if (!Array.isArray(list)) {
    const failure = failureIn(value);
    if (failure) throw new ServerRefused(failure);
    throw new AnswerError('bad-response', 'The server sent no list of models.');
  }
  const models = new Map<string, ListedModel>();
  for (const each of list.slice(0, mostNames) as readonly unknown[]) {
    const said = isRecord(each) ? (each['id'] ?? each['name']) : each;
    if (typeof said !== 'string' || said === '') continue;
    // Gemini calls them by their path.
    const name = withoutKey(printable(said.replace(/^models\//, '')), key);
    if (!models.has(name)) models.set(name, { name, entry: recordOf(each) });
  }
  return [...models.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
