import type { ModelSample, Usage } from '../../core/ports.ts';
import { startOfText, textOf, TooMuch } from './body-reader.ts';
import type { AnswerBounds } from './endpoint.ts';
import { eventsOf, type ServerEvent } from './event-stream.ts';
import { AnswerError, ServerRefused } from './failures.ts';
import { isRecord, jsonValue, type JsonRecord } from './json-value.ts';
import { SampleReader } from './sample-reader.ts';
import { failureIn, printable, wordsOfBody } from './server-words.ts';

/** What one HTTP answer held; samples are in the order of their choice index. */
export interface Answer {
  readonly samples: readonly ModelSample[];
  readonly usage: Pick<Usage, 'promptTokens' | 'completionTokens'> | undefined;
  readonly model: string | undefined;
  /** Set when the answer broke off after some text had arrived. */
  readonly broken?: Error;
}

/** What an answer is read for. */
export interface Expected {
  /** Choices that were asked for; what a server gives beyond them is left out. */
  readonly samples: number;
  readonly bounds: AnswerBounds;
  /** Called when there is more of a sample than before. */
  readonly onPiece: (sample: number, characters: number) => void;
}

/**
 * Reads a chat completion from a response, streamed or (some servers ignore `stream`) whole.
 * @throws ServerRefused where it tells of a failure instead; AnswerError where it is no chat completion;
 * TooMuch where it does not end.
 */
export async function readAnswer(response: Response, expected: Expected): Promise<Answer> {
  if (!response.ok) {
    const body = await startOfText(response, mostErrorBytes);
    throw new ServerRefused(wordsOfBody(body), response.status, response.headers);
  }
  const pieces = textOf(response, expected.bounds.bytes);
  const first = await firstPiece(pieces);
  // What came says more than the header: proxies and small servers get that wrong.
  const isStream = /^\s*(data|event|id|retry|error)?:/.test(first);
  return isStream
    ? readStream(eventsOf(continued(first, pieces)), expected)
    : readWhole(first, pieces, response, expected);
}

const mostErrorBytes = 64 * 1024;

/** As much of the body as tells what it is. */
async function firstPiece(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  while (text.trim().length < 8) {
    const piece = await pieces.next();
    if (piece.done) break;
    text += piece.value;
  }
  return text.replace(/^\uFEFF/, '');
}

async function* continued(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield first;
    yield* rest;
  } finally {
    // Whoever leaves after the first piece leaves the body too.
    await rest.return(undefined);
  }
}

async function readWhole(
  first: string,
  rest: AsyncGenerator<string>,
  response: Response,
  expected: Expected,
): Promise<Answer> {
  const texts = [first];
  for await (const piece of rest) texts.push(piece);
  const body = texts.join('').trim();
  const value = jsonValue(body);
  if (value === undefined) throw new AnswerError('bad-response', strange(body, response));
  const failure = failureIn(value);
  if (failure) throw new ServerRefused(failure);
  const reader = new AnswerReader(expected);
  reader.take(value);
  if (reader.isEmpty) {
    throw new AnswerError('bad-response', 'The server sent JSON that is not a chat completion.');
  }
  return reader.answer({ ended: true });
}

function strange(body: string, response: Response): string {
  const type = response.headers.get('content-type') ?? 'no content type';
  const { said } = wordsOfBody(body);
  const what = body === '' ? 'an empty body' : printable(type);
  const quoted = said === '' ? '' : ` It says: ${printable(said.slice(0, 200))}`;
  return `The server answered with ${what} instead of a chat completion. Check that the base URL ends in its API path, often /v1.${quoted}`;
}

async function readStream(
  events: AsyncGenerator<ServerEvent>,
  expected: Expected,
): Promise<Answer> {
  const reader = new AnswerReader(expected);
  let ended = false;
  let broken: Error | undefined;
  let count = 0;
  try {
    for await (const { type, data } of events) {
      count += 1;
      if (count > expected.bounds.events) {
        throw new TooMuch(`The server sent more than ${expected.bounds.events} events.`);
      }
      if (data.trim() === '[DONE]') {
        ended = true;
        break;
      }
      const value = jsonValue(data);
      const failure = type === 'error' ? wordsOfBody(data) : failureIn(value);
      if (failure) throw new ServerRefused(failure);
      if (value === undefined) {
        throw new AnswerError(
          'bad-response',
          `The server sent an event that is not JSON: ${printable(data.slice(0, 200))}`,
        );
      }
      reader.take(value);
      if (reader.isOver) break;
    }
  } catch (error) {
    if (!reader.hasText) throw error;
    broken = error instanceof Error ? error : new Error(String(error));
  }
  if (reader.isEmpty) {
    throw new AnswerError('bad-response', 'The server ended its answer without sending any text.');
  }
  return { ...reader.answer({ ended }), ...(broken ? { broken } : {}) };
}

/** Puts the choices of an answer together, whole or piece by piece. Every field is checked before use. */
class AnswerReader {
  readonly #expected: Expected;
  /** By choice index, as the server counts. */
  readonly #choices = new Map<number, SampleReader>();
  #usage: Answer['usage'];
  #model: string | undefined;

  constructor(expected: Expected) {
    this.#expected = expected;
  }

  get isEmpty(): boolean {
    return this.#choices.size === 0;
  }

  get hasText(): boolean {
    return [...this.#choices.values()].some((choice) => choice.hasText);
  }

  /** There is more text than all samples together may have. */
  get isOver(): boolean {
    const { samples, bounds } = this.#expected;
    let characters = 0;
    for (const { length } of this.#choices.values()) characters += length;
    return characters > samples * bounds.characters;
  }

  take(value: unknown): void {
    if (!isRecord(value)) return;
    const { model, usage, choices } = value;
    if (typeof model === 'string' && model !== '') this.#model ??= printable(model);
    this.#usage = usageOf(usage) ?? this.#usage;
    if (!Array.isArray(choices)) return;
    choices.slice(0, mostChoices).forEach((choice: unknown, at) => {
      if (isRecord(choice)) this.#takeChoice(choice, at);
    });
  }

  #takeChoice(choice: JsonRecord, at: number): void {
    const { index } = choice;
    const number = Number.isSafeInteger(index) ? Number(index) : at;
    let reader = this.#choices.get(number);
    if (!reader) {
      if (this.#choices.size >= this.#expected.samples) return;
      reader = new SampleReader(this.#expected.bounds.characters);
      this.#choices.set(number, reader);
    }
    const before = reader.length;
    reader.take(choice);
    if (reader.length > before) {
      this.#expected.onPiece([...this.#choices.keys()].indexOf(number), reader.length);
    }
  }

  answer(end: { readonly ended: boolean }): Answer {
    const inOrder = [...this.#choices].sort(([a], [b]) => a - b);
    return {
      samples: inOrder.map(([, choice]) => choice.sample(end.ended)),
      usage: this.#usage,
      model: this.#model,
    };
  }
}

/** Choices of one event that are looked at. */
const mostChoices = 1024;

function usageOf(usage: unknown): Answer['usage'] {
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage;
  if (!isCount(promptTokens) || !isCount(completionTokens)) return undefined;
  return { promptTokens, completionTokens };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
