import type { ModelSample, Usage } from '../../core/ports.ts';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { Stream } from 'openai/streaming';
import { AnswerError } from './failures.ts';

/** What one HTTP answer held; samples are in the order of their choice index. */
export interface Answer {
  readonly samples: readonly ModelSample[];
  readonly usage: Pick<Usage, 'promptTokens' | 'completionTokens'> | undefined;
  readonly model: string | undefined;
  /** Set when the stream broke after some text had arrived. */
  readonly broken?: Error;
}

/** Reads a chat completion from a response, streamed or (some servers ignore `stream`) whole. */
export async function readAnswer(
  response: Response,
  controller: AbortController,
  onPiece: (sample: number, characters: number) => void,
): Promise<Answer> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('application/json')) return readWhole(await response.json());
  if (!type.includes('text/event-stream')) {
    await response.body?.cancel();
    throw new AnswerError(
      'bad-response',
      `The server answered with ${type || 'no content type'} instead of a chat completion. Check that the base URL ends in its API path, often /v1.`,
    );
  }
  return readStream(Stream.fromSSEResponse<ChatCompletionChunk>(response, controller), onPiece);
}

function readWhole(body: unknown): Answer {
  const completion = body as Partial<ChatCompletion> | null;
  if (!Array.isArray(completion?.choices) || completion.choices.length === 0) {
    throw new AnswerError('bad-response', 'The server sent JSON that is not a chat completion.');
  }
  const samples = completion.choices.map((choice) => ({
    text: (choice.message as { content?: string | null } | undefined)?.content ?? '',
    finish: choice.finish_reason === 'length' ? ('length' as const) : ('stop' as const),
  }));
  return { samples, usage: usageOf(completion.usage), model: completion.model };
}

async function readStream(
  stream: Stream<ChatCompletionChunk>,
  onPiece: (sample: number, characters: number) => void,
): Promise<Answer> {
  const texts: string[] = [];
  const finishes: (ModelSample['finish'] | undefined)[] = [];
  let usage: Answer['usage'];
  let model: string | undefined;
  let broken: Error | undefined;
  try {
    for await (const chunk of stream) {
      // Servers wander from the protocol: every field is checked before use.
      const { choices, usage: counted, model: named } = chunk as Partial<ChatCompletionChunk>;
      model ??= named;
      usage = usageOf(counted) ?? usage;
      for (const choice of choices ?? []) {
        const index = Number.isInteger(choice.index) ? choice.index : 0;
        const delta = choice.delta as { content?: string | null } | undefined;
        texts[index] = (texts[index] ?? '') + (delta?.content ?? '');
        if (choice.finish_reason) {
          finishes[index] = choice.finish_reason === 'length' ? 'length' : 'stop';
        }
      }
      for (const choice of choices ?? []) {
        onPiece(choice.index, texts[choice.index]?.length ?? 0);
      }
    }
  } catch (error) {
    if (!texts.some((text) => text)) throw error;
    broken = error instanceof Error ? error : new Error(String(error));
  }
  if (texts.length === 0) {
    throw new AnswerError('bad-response', 'The server ended its answer without sending any text.');
  }
  const samples = Array.from(texts, (text: string | undefined, index) => ({
    text: text ?? '',
    finish: finishes[index] ?? ('cut' as const),
  }));
  return { samples, usage, model, ...(broken ? { broken } : {}) };
}

function usageOf(usage: ChatCompletion['usage'] | null): Answer['usage'] {
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage ?? {};
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined;
  return { promptTokens, completionTokens };
}
