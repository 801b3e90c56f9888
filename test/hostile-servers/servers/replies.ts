import { gzipSync } from 'node:zlib';
import { endless, events, head, reply, type Attack } from '../support/hostile-server.ts';
import { impatient, type Hostility } from '../support/hostility.ts';

const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, ' '), { level: 9 });
const chunked = (type = 'text/event-stream') =>
  head({ type, headers: ['transfer-encoding: chunked'] });
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const limited = (...headers: readonly string[]) =>
  reply('{"error":"mill"}', { status: '429 Too Many', type: 'application/json', headers });

/** What the client gave as its key, from the head of its request. */
const keyIn = (asked: string) =>
  /^(?:authorization: Bearer|x-(?:api|goog-api)-key:) *(\S+)/im.exec(asked)?.[1];

/** An attack that has the key. */
const withKey =
  (attack: (key: string) => Attack): Attack =>
  (socket, server) => {
    attack(keyIn(server.requests.at(-1) ?? '') ?? 'the request had no key')(socket, server);
  };
const refusing = (body: string, status = '400 Bad Request') =>
  reply(body, { status, type: 'application/json' });

/** Servers that reply as no HTTP server should, or with what they were told in confidence. */
export const replies: readonly Hostility[] = [
  {
    what: 'sends a compressed bomb and calls it plain',
    attack: () =>
      reply(bomb, { type: 'application/json', headers: ['content-encoding: identity'] }),
    ends: { reason: 'bad-response', says: /instead of a chat completion/ },
  },
  {
    what: 'sends an answer with trailers without end',
    attack: (form) =>
      endless(
        `${chunked()}${chunk(`${form.start}${form.text('x')}`)}0\r\n`,
        `x-trailer: ${'a'.repeat(1000)}\r\n`,
      ),
    ends: { texts: ['x'], notice: /broke off/ },
  },
  {
    what: 'sends nothing but trailers without end',
    attack: () => endless(`${chunked('application/json')}0\r\n`, `x-trailer: a\r\n`.repeat(100)),
    ends: { reason: 'server-error', says: /broke off/ },
  },
  {
    what: 'extends its chunks without end',
    attack: () => endless(`${chunked()}5;x=`, 'a'.repeat(4096)),
    limits: impatient,
    ends: { reason: 'timeout', says: /no first token/ },
  },
  {
    what: 'promises pages to come without end',
    attack: () =>
      endless('', 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'.repeat(20)),
    limits: impatient,
    ends: { reason: 'timeout', says: /no first token/ },
  },
  {
    what: 'redirects with a page that does not end',
    attack: () =>
      endless(head({ status: '302 Found', headers: ['location: /stolen'] }), 'x'.repeat(2 ** 16)),
    ends: { reason: 'not-configured', says: /redirects to \/stolen/ },
  },
  ...['-5', '-1e308', 'soon', '\u00ff\u00ff', '', '0x10, 7', 'Thu, 01 Jan 1970 00:00:00 GMT'].map(
    (wait): Hostility => ({
      what: `asks to wait for ${JSON.stringify(wait)}`,
      attack: () => limited(`retry-after: ${wait}`, `retry-after-ms: ${wait}`),
      ends: { reason: 'rate-limited', says: /429: mill/ },
    }),
  ),
  {
    what: 'asks to wait until the end of days',
    attack: () => limited('retry-after: Fri, 31 Dec 9999 23:59:59 GMT'),
    ends: { reason: 'rate-limited', says: /asks to wait more than a day/ },
  },
  {
    what: 'asks for answers without limit, and gives them',
    attack: (form) => {
      let time = 0;
      return (socket, server) => {
        const isFirst = server.requests.at(-1)?.startsWith('POST') === true && time++ === 0;
        (isFirst
          ? refusing('{"error":{"message":"max_tokens must be at least 900000000000"}}')
          : endless(head({ type: 'text/event-stream' }), form.text('x'.repeat(50_000))))(
          socket,
          server,
        );
      };
    },
    ends: { texts: [/^x{4000,6000}$/] },
  },
  {
    what: 'says the key in a refusal',
    attack: () =>
      withKey((key) =>
        refusing(JSON.stringify({ error: { message: `Bad key ${key}.`, code: key } })),
      ),
    ends: { reason: 'rejected', says: /\(400\): Bad key \[key\]/ },
  },
  {
    what: 'says the key where its words are cut',
    attack: () =>
      withKey((key) =>
        refusing(JSON.stringify({ error: `${'mill '.repeat(117)}${key}` }), '503 Busy'),
      ),
    ends: { reason: 'server-error', says: /mill mill \[key\]/ },
  },
  {
    what: 'says the key as a page',
    attack: () => withKey((key) => reply(`<p>${key}</p>`, { type: 'text/html' })),
    ends: { reason: 'bad-response', says: /instead of a chat completion.*It says: \[key\]/ },
  },
  {
    what: 'says the key as a type',
    attack: () => withKey((key) => reply('?', { type: key })),
    ends: { reason: 'bad-response', says: /answered with \[key\] instead of/ },
  },
  {
    what: 'redirects to the key',
    attack: () =>
      withKey((key) => reply('', { status: '302 Found', headers: [`location: /?key=${key}`] })),
    ends: { reason: 'not-configured', says: /redirects to \/\?key=\[key\]/ },
  },
  {
    what: 'breaks an answer off with the key',
    attack: (form) =>
      withKey((key) =>
        events(
          form.start,
          form.text('half'),
          `data: ${JSON.stringify({ error: { message: `mill ${key}` } })}\n\n`,
        ),
      ),
    ends: { texts: ['half'], notice: /broke off.*mill \[key\]/ },
  },
  {
    what: 'refuses with the key',
    attack: () =>
      withKey((key) =>
        reply(JSON.stringify({ choices: [{ index: 0, message: { refusal: `mill ${key}` } }] }), {
          type: 'application/json',
        }),
      ),
    only: ['chat'],
    ends: { why: /refused: mill \[key\]/ },
  },
];
