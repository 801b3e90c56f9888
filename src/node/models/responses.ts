import type OpenAI from 'openai';
import type { RequestBody } from './adaptations.ts';
import { piece, readChunks, readWhole, type Chunk } from './answer-events.ts';
import type { Answer, Expected } from './answer-reader.ts';
import { bearer } from './chat-completions.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { causeOfOurs, ServerRefused } from './failures.ts';
import { wordsOf } from './server-words.ts';
import { Wire } from './wire.ts';

type Body = OpenAI.Responses.ResponseCreateParamsNonStreaming;
type Event = OpenAI.Responses.ResponseStreamEvent;
type Whole = OpenAI.Responses.Response;

/** Asks over OpenAI's Responses API; throws as `askChatCompletions` does. */
export async function askResponses(
  endpoint: ModelEndpoint,
  body: RequestBody,
  expected: Expected,
  signal: AbortSignal,
): Promise<Answer> {
  const { openAiClient } = await import('./openai-client.ts');
  const streams = body.stream === true;
  const wire = new Wire({
    baseUrl: endpoint.baseUrl,
    headers: bearer(endpoint.apiKey),
    bounds: expected.bounds,
    reads: streams ? 'events' : 'json',
  });
  const { responses } = openAiClient(endpoint, wire.fetch);
  const asked = responsesBody(body);
  try {
    if (!streams)
      return readWhole(chunkOfWhole(await responses.create(asked, { signal })), expected);
    const events = await responses.create({ ...asked, stream: true }, { signal });
    return await readChunks(chunksOf(events), expected, wire, signal);
  } catch (error) {
    throw causeOfOurs(error);
  }
}

/** It has one choice and no stop strings. What is asked is not to be kept by the server. */
function responsesBody(body: RequestBody): Body {
  const { model, messages, temperature, reasoning_effort: effort, response_format: format } = body;
  const limit = body.max_completion_tokens ?? body.max_tokens;
  return {
    model,
    input: messages.map(({ role, content }) => ({ role, content })),
    store: false,
    ...(temperature === undefined ? {} : { temperature }),
    ...(effort === undefined ? {} : { reasoning: { effort } }),
    ...(limit === undefined ? {} : { max_output_tokens: limit }),
    ...(format ? { text: { format: { type: format.type, ...format.json_schema } } } : {}),
  };
}

async function* chunksOf(events: AsyncIterable<Event | Whole>): AsyncGenerator<Chunk> {
  for await (const event of events) {
    // Servers that do not stream send the response itself.
    const chunk = 'object' in event ? chunkOfWhole(event) : chunkOf(event);
    if (chunk) yield chunk;
  }
}

function chunkOf(event: Event): Chunk | undefined {
  switch (event.type) {
    case 'response.output_text.delta':
      return piece({ content: event.delta });
    case 'response.refusal.delta':
      return piece({ refusal: event.delta });
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary_text.delta':
      return piece({ reasoning: event.delta });
    case 'response.failed':
      throw new ServerRefused(wordsOf(event.response.error));
    case 'response.completed':
    case 'response.incomplete':
      return chunkOfWhole(event.response);
    default:
      return undefined;
  }
}

/** A whole response. At the end of a stream its text repeats what came before, and is passed over. */
function chunkOfWhole(response: Whole): Chunk | undefined {
  const {
    output,
    usage,
    model,
    status,
    incomplete_details: incomplete,
  } = response as Partial<Whole>;
  if (!Array.isArray(output)) return undefined;
  const texts = { content: '', refusal: '', reasoning: '' };
  for (const item of output) {
    if (item.type === 'reasoning') {
      texts.reasoning += [...item.summary, ...(item.content ?? [])]
        .map(({ text }) => text)
        .join('\n');
    } else if (item.type === 'message') {
      for (const part of item.content) {
        if (part.type === 'refusal') texts.refusal += part.refusal;
        else texts.content += part.text;
      }
    }
  }
  const isCut = status === 'incomplete' && incomplete?.reason !== 'content_filter';
  return {
    model,
    choices: [
      {
        index: 0,
        message: texts,
        finish_reason: isCut ? 'length' : (incomplete?.reason ?? 'stop'),
      },
    ],
    usage: usage && {
      prompt_tokens: usage.input_tokens,
      completion_tokens: usage.output_tokens,
      completion_tokens_details: usage.output_tokens_details,
    },
  };
}
