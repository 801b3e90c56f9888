import type { AnswerBounds } from './endpoint.ts';
import { startOfText, textOf, TooMuch } from './body-reader.ts';
import { eventsOf, type ServerEvent } from './event-stream.ts';
import { AnswerError, ServerRefused } from './failures.ts';
import { send } from './http.ts';
import { deepestJson, isRecord, isTooDeep, jsonValue, type JsonRecord } from './json-value.ts';
import { failureIn, printable, wordsOfBody } from './server-words.ts';

/** What a client library is given of the platform's `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface WireOptions {
  readonly baseUrl: string;
  /** Headers that carry the key and what else the protocol wants. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bounds: AnswerBounds;
  /** What the client library reads: a stream of events, or one JSON value. */
  readonly reads: 'events' | 'json';
  /** It goes by the events' names, which some servers leave out: they are those of the data's `type`. */
  readonly namesEvents?: boolean;
}

const mostErrorBytes = 64 * 1024;

/**
 * Stands between a client library and the network for one request. What is sent depends on the endpoint and
 * the body alone: headers that the library takes from its environment stay here. The library reads answers
 * within bounds and as they should be: one event per piece and valid JSON in each, whole answers as one
 * event, and what a server says of a failure as an error of ours, wherever it says it.
 */
export class Wire {
  /** The server said that its answer is complete. */
  ended = false;
  /** It answered with one value although a stream was asked for. */
  isWhole = false;
  readonly #options: WireOptions;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  /** @throws ServerRefused, ConnectionFailed; the body AnswerError and TooMuch, too. */
  readonly fetch: Fetch = async (input, init = {}) => {
    const { baseUrl, headers, reads, bounds } = this.#options;
    const { method = 'GET', body, signal } = init;
    const response = await send(baseUrl, addressOf(input), {
      method,
      headers: {
        accept: 'application/json, text/event-stream',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(typeof body === 'string' ? { body } : {}),
      signal: signal ?? new AbortController().signal,
    });
    if (!response.ok) {
      const said = wordsOfBody(await startOfText(response, mostErrorBytes));
      throw new ServerRefused(said, response.status, response.headers);
    }
    if (reads === 'json') {
      const whole = await readWhole(textOf(response, bounds.bytes), response, bounds.value);
      return new Response(whole, { headers: { 'content-type': 'application/json' } });
    }
    return new Response(streamOf(this.#events(response, bounds)), {
      headers: { 'content-type': 'text/event-stream' },
    });
  };

  async *#events(response: Response, bounds: AnswerBounds): AsyncGenerator<string> {
    const pieces = textOf(response, bounds.bytes);
    const first = await firstPiece(pieces);
    // What came says more than the header: proxies and small servers get that wrong.
    const isStream = /^\s*(data|event|id|retry|error)?:/.test(first);
    const all = continued(first, pieces);
    if (!isStream) {
      const whole = await readWhole(all, response, bounds.value);
      this.isWhole = true;
      this.ended = true;
      yield written({ type: 'message', data: whole }, this.#options.namesEvents);
      return;
    }
    let count = 0;
    for await (const event of eventsOf(all, bounds.value)) {
      count += 1;
      if (count > bounds.events) {
        throw new TooMuch(`The server sent more than ${bounds.events} events.`);
      }
      if (event.data.trim() === '[DONE]') {
        this.ended = true;
        return;
      }
      yield written(checked(event), this.#options.namesEvents);
    }
  }
}

/** An event that is JSON and no failure. */
function checked({ type, data }: ServerEvent): ServerEvent {
  const value = jsonValue(data);
  const failure = type === 'error' ? wordsOfBody(data) : failureIn(value);
  if (failure) throw new ServerRefused(failure);
  if (value === undefined) {
    assertShallow(data);
    throw new AnswerError(
      'bad-response',
      `The server sent an event that is not JSON: ${printable(data.slice(0, 200))}`,
    );
  }
  return { type, data: isRecord(value) ? JSON.stringify(readable(value)) : 'null' };
}

/** Without an error that holds nothing; client libraries look into every choice as if it were an object. */
function readable(value: JsonRecord): object {
  const { choices } = value;
  return {
    ...value,
    error: undefined,
    ...(Array.isArray(choices) ? { choices: choices.filter(isRecord) } : {}),
  };
}

/** The JSON of a whole answer. */
async function readWhole(
  pieces: AsyncIterable<string>,
  response: Response,
  longest: number,
): Promise<string> {
  const texts: string[] = [];
  let characters = 0;
  for await (const piece of pieces) {
    characters += piece.length;
    if (characters > longest) throw new TooMuch('The server sent an answer that does not end.');
    texts.push(piece);
  }
  const body = texts.join('').trim();
  const value = jsonValue(body.replace(/^\uFEFF/, ''));
  if (value === undefined) {
    assertShallow(body);
    throw new AnswerError('bad-response', strange(body, response));
  }
  const failure = failureIn(value);
  if (failure) throw new ServerRefused(failure);
  return JSON.stringify(value);
}

function assertShallow(text: string): void {
  if (!isTooDeep(text)) return;
  throw new TooMuch(`The server sent JSON that is nested deeper than ${deepestJson} levels.`);
}

function strange(body: string, response: Response): string {
  const type = response.headers.get('content-type') ?? 'no content type';
  const { said } = wordsOfBody(body);
  const what = body === '' ? 'an empty body' : printable(type);
  const quoted = said === '' ? '' : ` It says: ${printable(said.slice(0, 200))}`;
  return `The server answered with ${what} instead of a chat completion. Check that the base URL ends in its API path, often /v1.${quoted}`;
}

/** As much of the body as tells what it is. */
async function firstPiece(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  while (text.length < 8) {
    const piece = await pieces.next();
    if (piece.done) break;
    // Blanks say nothing, however many there are. (A byte order mark is one of them.)
    text = (text + piece.value).trimStart();
  }
  return text;
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

function written({ type, data }: ServerEvent, isNamed = false): string {
  const value = isNamed && type === 'message' ? jsonValue(data) : undefined;
  const own = isRecord(value) && typeof value['type'] === 'string' ? value['type'] : type;
  const name = own === 'message' && !isNamed ? '' : `event: ${own}\n`;
  return `${name}${data
    .split('\n')
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
}

/** One piece at a time and only when it is wanted: an error must not overtake what came before it. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await pieces.next();
          if (piece.done) controller.close();
          else controller.enqueue(encoder.encode(piece.value));
        } catch (error) {
          controller.error(error);
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function addressOf(input: string | URL | Request): URL {
  return new URL(typeof input === 'object' && 'url' in input ? input.url : input);
}
