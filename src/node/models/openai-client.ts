/** The only file that loads the package `openai`: a bundle of its own, loaded when a server is first asked. */
import OpenAI from 'openai';
import { neverMs, type ModelEndpoint } from './endpoint.ts';
import { withoutLastSlash } from './http.ts';
import type { Fetch } from './wire.ts';

/**
 * A client for one request. Everything that the package would otherwise take from the environment is
 * given here; `fetch` lets nothing pass that it takes all the same (`OPENAI_CUSTOM_HEADERS`).
 */
export function openAiClient(
  { baseUrl, apiKey }: Omit<ModelEndpoint, 'model'>,
  fetch: Fetch,
): OpenAI {
  return new OpenAI({
    baseURL: withoutLastSlash(baseUrl),
    // It wants one even for servers that do not.
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    defaultHeaders: {},
    defaultQuery: {},
    logLevel: 'off',
    // What is tried again, when and how often is ours to say.
    maxRetries: 0,
    timeout: neverMs,
    fetch,
  });
}
