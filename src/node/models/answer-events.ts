import { AnswerReader, type Answer, type Expected } from './answer-reader.ts';
import { AnswerError } from './failures.ts';
import type { Wire } from './wire.ts';

/** What an API's events are told as: the chunks of a chat completion, as far as they are read. */
export interface Chunk {
  readonly model?: unknown;
  readonly choices?: readonly unknown[];
  readonly usage?: unknown;
}

/** A piece of an answer's only choice. */
export function piece(delta: object): Chunk {
  return { choices: [{ index: 0, delta }] };
}

export const notOne = 'The server sent JSON that is not a chat completion.';

/** Reads the chunks of an answer as far as they go: what had come when it broke off is kept. */
export async function readChunks(
  chunks: AsyncIterable<Chunk>,
  expected: Expected,
  wire: Wire,
  signal: AbortSignal,
): Promise<Answer> {
  const reader = new AnswerReader(expected);
  let broken: Error | undefined;
  try {
    for await (const chunk of chunks) {
      reader.take(chunk);
      if (reader.isOver || reader.isStopped) break;
    }
    // Client libraries end a stream that is aborted as if it were complete.
    if (!reader.isOver && !reader.isStopped) signal.throwIfAborted();
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

/** The same for an answer that came as a whole. */
export function readWhole(chunk: Chunk | undefined, expected: Expected): Answer {
  const reader = new AnswerReader(expected);
  reader.take(chunk);
  if (reader.isEmpty) throw new AnswerError('bad-response', notOne);
  return reader.answer({ ended: true });
}
