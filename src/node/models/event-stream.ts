import { TooMuch } from './body-reader.ts';

/** One event of a `text/event-stream`. */
export interface ServerEvent {
  /** `message` unless the stream names another. */
  readonly type: string;
  readonly data: string;
}

/**
 * Reads server-sent events as the HTML standard has them: lines end with CR, LF or both, `data` lines of one
 * event are joined, lines that begin with a colon are comments. Two liberties: a last event that no
 * blank line ends counts, and `error:` lines (older llama.cpp) are events of that type.
 * @throws TooMuch where an event has more than `longest` characters.
 */
export async function* eventsOf(
  pieces: AsyncIterable<string>,
  longest: number,
): AsyncGenerator<ServerEvent> {
  let type = '';
  let data: string[] = [];
  let characters = 0;
  const event = (): readonly ServerEvent[] => {
    const found = data.length === 0 ? [] : [{ type: type || 'message', data: data.join('\n') }];
    type = '';
    data = [];
    characters = 0;
    return found;
  };
  for await (const line of linesOf(pieces, longest)) {
    if (line === '') {
      yield* event();
      continue;
    }
    characters += line.length + 1;
    if (characters > longest) throw new TooMuch(endless);
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') type = value;
    else if (field === 'error') {
      type = 'error';
      data.push(value);
    }
  }
  yield* event();
}

const endless = 'The server sent an event that does not end.';

async function* linesOf(pieces: AsyncIterable<string>, longest: number): AsyncGenerator<string> {
  // Parts of the line that has not ended: joined once, so that a long line costs no more than its length.
  let open: string[] = [];
  let length = 0;
  let afterReturn = false;
  for await (const piece of pieces) {
    if (piece === '') continue;
    const text = afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    afterReturn = piece.endsWith('\r');
    const parts = text.split(/\r\n|\r|\n/);
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      yield [...open, part].join('');
      open = [];
      length = 0;
    }
    length += rest.length;
    if (length > longest) throw new TooMuch(endless);
    if (rest !== '') open.push(rest);
  }
  if (open.length > 0) yield open.join('');
}
