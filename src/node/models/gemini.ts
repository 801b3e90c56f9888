import type { Effort } from '../../core/effort.ts';
import type { RequestBody } from './adaptations.ts';
import { readChunks, readWhole, type Chunk } from './answer-events.ts';
import type { Answer, Expected } from './answer-reader.ts';
import { textOf } from './body-reader.ts';
import type { AnswerBounds, ModelEndpoint } from './endpoint.ts';
import { eventsOf } from './event-stream.ts';
import { causeOfOurs } from './failures.ts';
import { withoutLastSlash } from './http.ts';
import { isRecord, jsonValue, type JsonRecord } from './json-value.ts';
import { Wire } from './wire.ts';

interface Part {
  readonly text: string;
}

interface ThinkingConfig {
  readonly includeThoughts?: true;
  readonly thinkingLevel?: Effort;
  readonly thinkingBudget?: number;
}

/** What `models/…:generateContent` takes, as far as it is used (https://ai.google.dev/api/generate-content). */
interface GeminiBody {
  readonly systemInstruction?: { readonly parts: readonly Part[] };
  readonly contents: readonly {
    readonly role: 'user' | 'model';
    readonly parts: readonly Part[];
  }[];
  readonly generationConfig: {
    readonly temperature?: number;
    readonly maxOutputTokens?: number;
    readonly stopSequences?: readonly string[];
    readonly thinkingConfig?: ThinkingConfig;
    readonly responseMimeType?: 'application/json';
    readonly responseJsonSchema?: unknown;
  };
}

/** Asks Gemini by its own API; throws as `askChatCompletions` does. */
export async function askGemini(
  endpoint: ModelEndpoint,
  body: RequestBody,
  expected: Expected,
  signal: AbortSignal,
): Promise<Answer> {
  const streams = body.stream === true;
  const wire = new Wire({
    baseUrl: endpoint.baseUrl,
    headers: geminiHeaders(endpoint.apiKey),
    bounds: expected.bounds,
    reads: streams ? 'events' : 'json',
  });
  try {
    const response = await wire.fetch(addressOf(endpoint, streams), {
      method: 'POST',
      body: JSON.stringify(geminiBody(body)),
      signal,
    });
    if (!streams) return readWhole(chunkOf(await response.json()), expected);
    return await readChunks(chunksOf(response, expected.bounds), expected, wire, signal);
  } catch (error) {
    throw causeOfOurs(error);
  }
}

/** The header by which the server knows who asks. */
export function geminiHeaders(apiKey: string | undefined): Readonly<Record<string, string>> {
  return apiKey === undefined ? {} : { 'x-goog-api-key': apiKey };
}

function addressOf({ baseUrl, model }: ModelEndpoint, streams: boolean): URL {
  const address = new URL(withoutLastSlash(baseUrl));
  const steps = model.replace(/^models\//, '').split('/');
  // A name must not lead out of the path that the user set.
  const isPath = !steps.some((step) => /^\.\.?$/.test(step));
  const name = isPath
    ? steps.map(encodeURIComponent).join('/')
    : encodeURIComponent(steps.join('/'));
  const method = streams ? 'streamGenerateContent' : 'generateContent';
  address.pathname = `${address.pathname.replace(/\/$/, '')}/models/${name}:${method}`;
  if (streams) address.searchParams.set('alt', 'sse');
  return address;
}

function geminiBody(body: RequestBody): GeminiBody {
  const { temperature, stop, response_format: format } = body;
  const limit = body.max_tokens ?? body.max_completion_tokens;
  const system = body.messages.filter(({ role }) => role === 'system');
  return {
    ...(system.length > 0
      ? { systemInstruction: { parts: system.map(({ content }) => ({ text: content })) } }
      : {}),
    contents: body.messages.flatMap(({ role, content }) => {
      if (role === 'system') return [];
      return [{ role: role === 'user' ? 'user' : 'model', parts: [{ text: content }] }] as const;
    }),
    generationConfig: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(limit === undefined ? {} : { maxOutputTokens: limit }),
      ...(body.reasoning_effort ? { thinkingConfig: thinkingFor(body) } : {}),
      ...(stop ? { stopSequences: stop } : {}),
      ...(format
        ? { responseMimeType: 'application/json', responseJsonSchema: format.json_schema.schema }
        : {}),
    },
  };
}

/** Models of the third generation take a level, those before it a number of tokens. */
function thinkingFor({
  reasoning_effort: effort,
  effortTokens: tokens,
}: RequestBody): ThinkingConfig {
  if (effort === 'none') return { thinkingBudget: 0 };
  const how =
    tokens === undefined
      ? { ...(effort ? { thinkingLevel: effort } : {}) }
      : { thinkingBudget: tokens };
  return { includeThoughts: true, ...how };
}

async function* chunksOf(response: Response, bounds: AnswerBounds): AsyncGenerator<Chunk> {
  for await (const { data } of eventsOf(textOf(response, bounds.bytes), bounds.value)) {
    yield chunkOf(jsonValue(data));
  }
}

/** A `GenerateContentResponse`, or a piece of one. */
function chunkOf(value: unknown): Chunk {
  if (!isRecord(value)) return {};
  const { candidates, promptFeedback: feedback, usageMetadata: usage, modelVersion: model } = value;
  const list: readonly unknown[] = Array.isArray(candidates) ? candidates : [];
  const choices = list.filter(isRecord).map((candidate, at) => choiceOf(candidate, at));
  // A prompt that is blocked has no candidates.
  const blocked = isRecord(feedback) ? feedback['blockReason'] : undefined;
  if (choices.length === 0 && blocked !== undefined) {
    choices.push({ index: 0, delta: {}, finish_reason: blocked });
  }
  return { model, choices, usage: isRecord(usage) ? usageOf(usage) : undefined };
}

function choiceOf(candidate: JsonRecord, at: number): JsonRecord {
  const { index = at, content, finishReason } = candidate;
  const parts = isRecord(content) ? content['parts'] : undefined;
  const texts = { content: '', reasoning: '' };
  const tools: unknown[] = [];
  for (const part of (Array.isArray(parts) ? parts : []).filter(isRecord)) {
    if (isRecord(part['functionCall'])) tools.push(part['functionCall']);
    if (typeof part['text'] !== 'string') continue;
    texts[part['thought'] === true ? 'reasoning' : 'content'] += part['text'];
  }
  const delta = { ...texts, ...(tools.length > 0 ? { tool_calls: tools } : {}) };
  return { index, delta, finish_reason: finishReason };
}

/** Thoughts are counted beside the answer. */
function usageOf(usage: JsonRecord): object {
  const count = (name: string) => (typeof usage[name] === 'number' ? usage[name] : 0);
  const thoughts = count('thoughtsTokenCount');
  return {
    prompt_tokens: usage['promptTokenCount'],
    completion_tokens: count('candidatesTokenCount') + thoughts,
    completion_tokens_details: { reasoning_tokens: thoughts },
  };
}
