import { innermostMessage } from './http.ts';

/** A server sent more than an answer can have. */
export class TooMuch extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TooMuch';
  }
}

/** A body broke off, or is not encoded as its headers say. */
export class BodyBroke extends Error {
  constructor(cause: unknown) {
    super(innermostMessage(cause), { cause });
    this.name = 'BodyBroke';
  }
}

/** The text of a response body, piece by piece as it comes. Cancels the body when it is left. */
export async function* textOf(response: Response, mostBytes: number): AsyncGenerator<string> {
  const { body } = response;
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  try {
    for (;;) {
      const read = await reader.read().catch((error: unknown) => {
        throw isAbort(error) ? error : new BodyBroke(error);
      });
      if (read.done) break;
      const value = read.value as Uint8Array;
      bytes += value.byteLength;
      if (bytes > mostBytes) {
        const kept = value.byteLength - (bytes - mostBytes);
        yield decoder.decode(value.subarray(0, kept), { stream: true });
        throw new TooMuch(`The server sent more than ${Math.round(mostBytes / 2 ** 20)} MiB.`);
      }
      yield decoder.decode(value, { stream: true });
    }
    const rest = decoder.decode();
    if (rest) yield rest;
  } finally {
    // A body that broke or ended has nothing to cancel; only a live one is told that we leave.
    await reader.cancel().catch(() => undefined);
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The whole text, as far as it goes within the limit. */
export async function startOfText(response: Response, mostBytes: number): Promise<string> {
  let text = '';
  try {
    for await (const piece of textOf(response, mostBytes)) text += piece;
  } catch (error) {
    // What a server says of its failure is worth reading though it be cut off.
    if (!(error instanceof TooMuch)) throw error;
  }
  return text;
}
