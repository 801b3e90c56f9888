import { AnswerReader, type Answer, type Expected } from './answer-reader.ts';
import { startOfText, textOf, TooMuch } from './body-reader.ts';
import { eventsOf, type ServerEvent } from './event-stream.ts';
import { AnswerError, ServerRefused } from './failures.ts';
import { jsonValue } from './json-value.ts';
import { failureIn, printable, wordsOfBody } from './server-words.ts';

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

/** Characters of an answer that does not stream: it is held in memory until it can be read. */
const longestWhole = 32 * 2 ** 20;

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
  let characters = first.length;
  for await (const piece of rest) {
    characters += piece.length;
    if (characters > longestWhole)
      throw new TooMuch('The server sent an answer that does not end.');
    texts.push(piece);
  }
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
