import { fail, ok, type Result } from '../../core/result.ts';
import type { ModelFailure } from '../../core/ports.ts';
import { bearer } from './chat-completions.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { AnswerError, causeOfOurs, classify, ServerRefused } from './failures.ts';
import { isRecord } from './json-value.ts';
import { failureIn, printable } from './server-words.ts';
import { Watch } from './watch.ts';
import { Wire } from './wire.ts';

/** A list is short: a server that takes longer is taken for dead. */
const limitMs = 10_000;
const mostBytes = 8 * 2 ** 20;
const mostNames = 10_000;

/** Names of the models that a server offers, sorted. Not every server tells. */
export async function listModels(
  endpoint: Omit<ModelEndpoint, 'model'>,
  signal: AbortSignal,
): Promise<Result<readonly string[], ModelFailure>> {
  const watch = new Watch(endpoint.baseUrl);
  const abort = () => {
    watch.abort();
  };
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    watch.total(limitMs);
    const { openAiClient } = await import('./openai-client.ts');
    const wire = new Wire({
      baseUrl: endpoint.baseUrl,
      headers: bearer(endpoint.apiKey),
      bounds: { bytes: mostBytes, events: 0, characters: mostBytes },
      reads: 'json',
    });
    const { models } = openAiClient(endpoint, wire.fetch);
    // Its list is taken as it comes: some servers send a bare array, or call it otherwise.
    const response = await models.list({ signal: watch.signal }).asResponse();
    return ok(namesIn(await response.json()));
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

/** OpenAI lists models under `data`; some servers give the bare list. */
function namesIn(value: unknown): readonly string[] {
  const list = isRecord(value) ? (value['data'] ?? value['models']) : value;
  if (!Array.isArray(list)) {
    const failure = failureIn(value);
    if (failure) throw new ServerRefused(failure);
    throw new AnswerError('bad-response', 'The server sent no list of models.');
  }
  const names = list.slice(0, mostNames).flatMap((each: unknown) => {
    const name = isRecord(each) ? (each['id'] ?? each['name']) : each;
    return typeof name === 'string' && name !== '' ? [printable(name)] : [];
  });
  return names.sort();
}
