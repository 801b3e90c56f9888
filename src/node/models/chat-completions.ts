import type OpenAI from 'openai';
import type { RequestBody } from './adaptations.ts';
import { AnswerReader, type Answer, type Expected } from './answer-reader.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { AnswerError, causeOfOurs } from './failures.ts';
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
  const { baseUrl, apiKey } = endpoint;
  const wire = new Wire({
    baseUrl,
    headers: bearer(apiKey),
    bounds: expected.bounds,
    reads: body.stream === true ? 'events' : 'json',
  });
  const { completions } = openAiClient(endpoint, wire.fetch).chat;
  const { messages, stop, stream, ...rest } = body;
  const asked = {
    ...rest,
    messages: [...messages],
    ...(stop ? { stop: [...stop] } : {}),
  };
  const reader = new AnswerReader(expected);
  try {
    if (stream === true) {
      const chunks = await completions.create({ ...asked, stream }, { signal });
      return await readChunks(chunks, reader, wire, signal);
    }
    reader.take(await completions.create(asked, { signal }));
  } catch (error) {
    throw causeOfOurs(error);
  }
  if (reader.isEmpty) throw new AnswerError('bad-response', notOne);
  return reader.answer({ ended: true });
}

const notOne = 'The server sent JSON that is not a chat completion.';

/** The headers by which OpenAI-compatible servers know who asks. */
export function bearer(apiKey: string | undefined): Readonly<Record<string, string>> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}

/** Reads chunks as far as they go: what had come when an answer broke off is kept. */
async function readChunks(
  chunks: AsyncIterable<OpenAI.ChatCompletionChunk>,
  reader: AnswerReader,
  wire: Wire,
  signal: AbortSignal,
): Promise<Answer> {
  let broken: Error | undefined;
  try {
    for await (const chunk of chunks) {
      reader.take(chunk);
      if (reader.isOver) break;
    }
    // The client ends a stream that is aborted as if it were complete.
    if (!reader.isOver) signal.throwIfAborted();
  } catch (error) {
    if (!reader.hasText) throw error;
    broken = error instanceof Error ? error : new Error(String(error));
  }
  if (reader.isEmpty) {
    throw new AnswerError(
      'bad-response',
      wire.isWhole ? notOne : 'The server ended its answer without sending any text.',
    );
  }
  return { ...reader.answer({ ended: wire.ended }), ...(broken ? { broken } : {}) };
}
