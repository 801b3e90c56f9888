import type OpenAI from 'openai';
import type { RequestBody } from './adaptations.ts';
import { piece, readChunks, readWhole, type Chunk } from './answer-events.ts';
import type { Answer, Expected } from './answer-reader.ts';
import { bearer } from './chat-completions.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { causeOfOurs, ServerRefused } from './failures.ts';
import { isRecord, recordOf, recordsOf, textOr, type JsonRecord } from './json-value.ts';
import { wordsOf } from './server-words.ts';
import { Wire } from './wire.ts';

type Body = OpenAI.Responses.ResponseCreateParamsNonStreaming;

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

/** Every field is checked before it is read: the types of the package say what a server should send. */
async function* chunksOf(events: AsyncIterable<unknown>): AsyncGenerator<Chunk> {
  for await (const event of events) {
    // Servers that do not stream send the response itself.
    const isWhole = isRecord(event) && 'object' in event;
    const chunk = isWhole ? chunkOfWhole(event) : chunkOf(recordOf(event));
    if (chunk) yield chunk;
  }
}

function chunkOf({ type, delta, response }: JsonRecord): Chunk | undefined {
  switch (type) {
    case 'response.output_text.delta':
      return piece({ content: textOr(delta) });
    case 'response.refusal.delta':
      return piece({ refusal: textOr(delta) });
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary_text.delta':
      return piece({ reasoning: textOr(delta) });
    case 'response.failed':
      throw new ServerRefused(wordsOf(recordOf(response)['error']));
    case 'response.completed':
    case 'response.incomplete':
      return chunkOfWhole(response);
    default:
      return undefined;
  }
}

/** A whole response. At the end of a stream its text repeats what came before, and is passed over. */
function chunkOfWhole(response: unknown): Chunk | undefined {
  const { output, usage, model, status, incomplete_details: incomplete } = recordOf(response);
  if (!Array.isArray(output)) return undefined;
  const texts = { content: '', refusal: '', reasoning: '' };
  const tools: unknown[] = [];
  for (const item of recordsOf(output)) {
    const { type, summary, content } = item;
    if (type === 'reasoning') {
      texts.reasoning += [...recordsOf(summary), ...recordsOf(content)]
        .map(({ text }) => textOr(text))
        .join('\n');
    } else if (type === 'message') {
      for (const part of recordsOf(content)) {
        if (part['type'] === 'refusal') texts.refusal += textOr(part['refusal']);
        else texts.content += textOr(part['text']);
      }
    } else if (type === 'function_call') tools.push(item);
  }
  const { reason } = recordOf(incomplete);
  const isCut = status === 'incomplete' && reason !== 'content_filter';
  const counts = recordOf(usage);
  return {
    model,
    choices: [
      {
        index: 0,
        message: { ...texts, ...(tools.length > 0 ? { tool_calls: tools } : {}) },
        finish_reason: isCut ? 'length' : (reason ?? 'stop'),
      },
    ],
    usage: {
      prompt_tokens: counts['input_tokens'],
      completion_tokens: counts['output_tokens'],
      completion_tokens_details: counts['output_tokens_details'],
    },
  };
}
