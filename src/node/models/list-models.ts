import OpenAI from 'openai';
import { fail, ok, type Result } from '../../core/result.ts';
import type { ModelFailure } from '../../core/ports.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { classify } from './failures.ts';

/** A list is short: a server that takes longer is taken for dead. */
const limitMs = 10_000;

/** Names of the models that a server offers, sorted. Not every server tells. */
export async function listModels(
  endpoint: Omit<ModelEndpoint, 'model'>,
  signal: AbortSignal,
): Promise<Result<readonly string[], ModelFailure>> {
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.apiKey ?? 'none',
    organization: null,
    project: null,
    ...(endpoint.apiKey ? {} : { defaultHeaders: { Authorization: null } }),
    maxRetries: 0,
    logLevel: 'off',
    timeout: limitMs,
    fetchOptions: { redirect: 'error' },
  });
  const names: string[] = [];
  try {
    for await (const { id } of client.models.list({ signal })) names.push(id);
  } catch (error) {
    if (signal.aborted) return fail({ reason: 'cancelled', message: 'The request was cancelled.' });
    return fail(classify(error, { ...endpoint, model: '' }, Date.now()).failure);
  }
  return ok(names.filter((name) => typeof name === 'string').sort());
}
