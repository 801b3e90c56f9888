import { sends, stream, type HostileServer } from './hostile-server.ts';
import type { Act, Connection } from './raw-server.ts';

/** A number of choices and indices that nobody asked for: only Chat Completions and Gemini have them. */
export const hostileChoices: readonly HostileServer[] = [
  ['-1', '1e308', '9999999', '0.5', '"0"', 'null', '{}'].map((index) => ({
    name: `a choice numbered ${index}`,
    act: sends((form) => [
      stream,
      form.api === 'chat'
        ? `data: {"choices":[{"index":${index},"delta":{"content":"ok"},"finish_reason":"stop"}]}\n\n`
        : `data: {"candidates":[{"index":${index},"content":{"parts":[{"text":"ok"}]},"finishReason":"STOP"}]}\n\n`,
    ]),
    gives: /^ok$/,
  })),
  {
    name: 'a hundred thousand choices',
    act: sends((form) => [
      stream,
      form.api === 'chat'
        ? `data: {"choices":[${Array.from({ length: 50_000 }, (_, at) => `{"index":${at},"delta":{"content":"ok"}}`).join()}]}\n\n`
        : `data: {"candidates":[${Array.from({ length: 50_000 }, (_, at) => `{"index":${at},"content":{"parts":[{"text":"ok"}]}}`).join()}]}\n\n`,
    ]),
    gives: /^ok$/,
  },
].flat();

/** What a server may send before the client asks for more over the same connection. */
export const poison: Act = async (connection: Connection) => {
  const body =
    'data: {"choices":[{"index":0,"delta":{"content":"first"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
  const answer = (text: string) =>
    `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  // An answer to a question that was not asked yet.
  await connection.write(answer(body) + answer(body.replace('first', 'poison')));
};
