/** The only file that loads `@anthropic-ai/sdk`: a bundle of its own, loaded when such a server is first asked. */
import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages';
import { neverMs, type ModelEndpoint } from './endpoint.ts';
import { withoutLastSlash } from './http.ts';
import type { Fetch } from './wire.ts';

/**
 * A client for one request: of the package only what Messages need. Everything that it would otherwise
 * take from the environment is given here; `fetch` lets nothing pass that it takes all the same.
 */
export function anthropicMessages(
  { baseUrl, apiKey }: Omit<ModelEndpoint, 'model'>,
  fetch: Fetch,
): Messages {
  const client = new BaseAnthropic({
    // Its paths begin with the version.
    baseURL: withoutLastSlash(baseUrl).replace(/\/v1(?=$|\?)/, ''),
    // With a key it looks for no other, neither in variables nor in files.
    apiKey: apiKey ?? 'none',
    webhookKey: null,
    defaultHeaders: {},
    defaultQuery: {},
    openTelemetry: false,
    logLevel: 'off',
    maxRetries: 0,
    timeout: neverMs,
    fetch,
  });
  return new Messages(client);
}
