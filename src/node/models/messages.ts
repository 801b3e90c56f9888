import type {
  MessageCreateParamsNonStreaming,
  OutputConfig,
  TextBlockParam,
  ThinkingConfigParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { RequestBody } from './adaptations.ts';
import { piece, readChunks, readWhole, type Chunk } from './answer-events.ts';
import { charactersPerToken, type Answer, type Expected } from './answer-reader.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { causeOfOurs } from './failures.ts';
import { recordOf, recordsOf, textOr, type JsonRecord } from './json-value.ts';
import { Wire } from './wire.ts';

/** Asks over Anthropic's Messages; throws as `askChatCompletions` does. */
export async function askMessages(
  endpoint: ModelEndpoint,
  body: RequestBody,
  expected: Expected,
  signal: AbortSignal,
): Promise<Answer> {
  const { anthropicMessages } = await import('./anthropic-client.ts');
  const streams = body.stream === true;
  const wire = new Wire({
    baseUrl: endpoint.baseUrl,
    headers: anthropicHeaders(endpoint.apiKey),
    bounds: expected.bounds,
    reads: streams ? 'events' : 'json',
    namesEvents: true,
  });
  const messages = anthropicMessages(endpoint, wire.fetch);
  const asked = messagesBody(body);
  try {
    if (!streams)
      return readWhole(chunkOfWhole(await messages.create(asked, { signal })), expected);
    const events = await messages.create({ ...asked, stream: true }, { signal });
    return await readChunks(chunksOf(events), expected, wire, signal);
  } catch (error) {
    throw causeOfOurs(error);
  }
}

/** The headers by which servers of this API know who asks, and for which version. */
export function anthropicHeaders(apiKey: string | undefined): Readonly<Record<string, string>> {
  return {
    'anthropic-version': '2023-06-01',
    ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
  };
}

/** It wants a limit: where none is known, what every model of today gives. */
const usualLimit = 8192;

/** It has one choice, and instructions stand beside the messages. */
function messagesBody(body: RequestBody): MessageCreateParamsNonStreaming {
  const { model, temperature, stop, response_format: format } = body;
  const system = body.messages.filter(({ role }) => role === 'system');
  const limit = body.max_tokens ?? body.max_completion_tokens ?? usualLimit;
  const thinking = thinkingFor(body, limit);
  const thinks = thinking !== undefined && thinking.type !== 'disabled';
  const config = {
    ...(thinking?.type === 'adaptive' ? { effort: effortFor(body) } : {}),
    ...(format
      ? { format: { type: 'json_schema' as const, schema: { ...format.json_schema.schema } } }
      : {}),
  };
  return {
    model,
    max_tokens: limit,
    ...(system.length > 0
      ? { system: system.map(({ content }) => ({ type: 'text' as const, text: content })) }
      : {}),
    messages: body.messages.flatMap(({ role, content }) =>
      role === 'system' ? [] : [{ role, content: cacheable(content) }],
    ),
    // A model that thinks takes none.
    ...(temperature === undefined || thinks ? {} : { temperature: Math.min(1, temperature) }),
    ...(thinking ? { thinking } : {}),
    ...(stop ? { stop_sequences: [...stop] } : {}),
    ...(Object.keys(config).length > 0 ? { output_config: config } : {}),
  };
}

/** Fewer tokens of thought are refused. */
const leastThinking = 1024;

/** How it is to think; nothing where it is to do as it does by itself. Thoughts are part of the limit. */
function thinkingFor(
  { reasoning_effort: effort, effortTokens: tokens }: RequestBody,
  limit: number,
): ThinkingConfigParam | undefined {
  if (effort === undefined) return undefined;
  if (effort === 'none') return { type: 'disabled' };
  if (tokens === undefined) return { type: 'adaptive', display: 'summarized' };
  const most = Math.min(Math.max(tokens, leastThinking), Math.floor(limit / 2));
  return most < leastThinking ? undefined : { type: 'enabled', budget_tokens: most };
}

function effortFor({ reasoning_effort: effort }: RequestBody): NonNullable<OutputConfig['effort']> {
  return effort === undefined || effort === 'none' || effort === 'minimal' ? 'low' : effort;
}

/** Fewer tokens than this are not kept by servers. */
const leastCached = 1024;

/**
 * The content of a message with a mark behind the part that other prompts begin with as well:
 * everything before the last request (`core/operators/prompt.ts`).
 */
function cacheable(content: string): string | TextBlockParam[] {
  const end = content.lastIndexOf('\n\n# Request\n');
  if (end < leastCached * charactersPerToken) return content;
  return [
    { type: 'text', text: content.slice(0, end), cache_control: { type: 'ephemeral' } },
    { type: 'text', text: content.slice(end) },
  ];
}

/** Every field is checked before it is read: the types of the package say what a server should send. */
async function* chunksOf(events: AsyncIterable<unknown>): AsyncGenerator<Chunk> {
  // Counts of the prompt come at the beginning, those of the answer at its end.
  let usage: JsonRecord = {};
  for await (const event of events) {
    const { type, message, content_block: block, delta, usage: more } = recordOf(event);
    switch (type) {
      case 'message':
        yield chunkOfWhole(event);
        break;
      case 'message_start':
        usage = recordOf(recordOf(message)['usage']);
        yield { model: recordOf(message)['model'] };
        break;
      case 'content_block_start':
        yield piece(textsOf([block]));
        break;
      case 'content_block_delta':
        yield* pieceOf(recordOf(delta));
        break;
      case 'message_delta':
        usage = { ...usage, ...given(recordOf(more)) };
        yield {
          choices: [
            {
              index: 0,
              delta: refusalOf(recordOf(delta)),
              finish_reason: finishOf(recordOf(delta)['stop_reason']),
            },
          ],
          usage: usageOf(usage),
        };
    }
  }
}

function pieceOf({ type, text, thinking }: JsonRecord): readonly Chunk[] {
  if (type === 'text_delta') return [piece({ content: textOr(text) })];
  return type === 'thinking_delta' ? [piece({ reasoning: textOr(thinking) })] : [];
}

function chunkOfWhole(value: unknown): Chunk {
  const message = recordOf(value);
  const { model, usage, content, stop_reason: reason } = message;
  if (!Array.isArray(content)) return {};
  return {
    model,
    choices: [
      {
        index: 0,
        message: { ...textsOf(content), ...refusalOf(message) },
        finish_reason: finishOf(reason),
      },
    ],
    usage: usageOf(recordOf(usage)),
  };
}

function textsOf(blocks: readonly unknown[]): {
  readonly content: string;
  readonly reasoning: string;
  readonly tool_calls?: readonly unknown[];
} {
  const texts = { content: '', reasoning: '' };
  const tools: unknown[] = [];
  for (const block of recordsOf(blocks)) {
    if (block['type'] === 'text') texts.content += textOr(block['text']);
    if (block['type'] === 'thinking') texts.reasoning += textOr(block['thinking']);
    if (block['type'] === 'tool_use') tools.push(block);
  }
  return { ...texts, ...(tools.length > 0 ? { tool_calls: tools } : {}) };
}

function refusalOf({ stop_reason: reason, stop_details: details }: JsonRecord): {
  readonly refusal?: string;
} {
  if (reason !== 'refusal') return {};
  return { refusal: textOr(recordOf(details)['explanation']) || 'it gives no reason' };
}

function finishOf(reason: unknown): unknown {
  switch (reason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    default:
      return reason;
  }
}

/** What was read of a cache, or written to it, is part of the prompt. */
function usageOf(usage: JsonRecord): object {
  const { input_tokens: input, output_tokens: output, output_tokens_details: details } = usage;
  const cached = [usage['cache_creation_input_tokens'], usage['cache_read_input_tokens']];
  return {
    prompt_tokens:
      typeof input === 'number'
        ? cached.reduce<number>((sum, n) => sum + (typeof n === 'number' ? n : 0), input)
        : undefined,
    completion_tokens: output,
    completion_tokens_details: { reasoning_tokens: recordOf(details)['thinking_tokens'] },
  };
}

/** The fields that hold something. */
function given(usage: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}
