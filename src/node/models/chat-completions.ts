import type { RequestBody } from './adaptations.ts';
import { readChunks, readWhole } from './answer-events.ts';
import type { Answer, Expected } from './answer-reader.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { causeOfOurs } from './failures.ts';
import { Wire } from './wire.ts';

/**
 * Asks over Chat Completions and reads the answer, streamed or (some servers ignore `stream`) whole.
 * @throws ServerRefused where the server tells of a failure instead; ConnectionFailed where no answer began;
 * AnswerError where it is no chat completion; TooMuch where it does not end.
 */
export async function askChatCompletions(
  endpoint: ModelEndpoint,
  body: RequestBody,
  expected: Expected,
  signal: AbortSignal,
): Promise<Answer> {
  const { openAiClient } = await import('./openai-client.ts');
  const { stream, messages, stop, ...rest } = body;
  const wire = new Wire({
    baseUrl: endpoint.baseUrl,
    headers: bearer(endpoint.apiKey),
    bounds: expected.bounds,
    reads: stream === true ? 'events' : 'json',
  });
  const { completions } = openAiClient(endpoint, wire.fetch).chat;
  const asked = { ...rest, messages: [...messages], ...(stop ? { stop: [...stop] } : {}) };
  try {
    if (stream !== true) return readWhole(await completions.create(asked, { signal }), expected);
    const chunks = await completions.create({ ...asked, stream }, { signal });
    return await readChunks(chunks, expected, wire, signal);
  } catch (error) {
    throw causeOfOurs(error);
  }
}

/** The headers by which OpenAI-compatible servers know who asks. */
export function bearer(apiKey: string | undefined): Readonly<Record<string, string>> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}
