import { brotliCompressSync, gzipSync } from 'node:zlib';
import { endless, head, reply } from '../support/hostile-server.ts';
import { impatient, type Hostility } from '../support/hostility.ts';

const stream = head({ type: 'text/event-stream' });
const noise = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256));
const bomb = gzipSync(Buffer.alloc(256 * 2 ** 20, ' '), { level: 9 });
const redirect = (to: string, status = '302 Found') =>
  reply('', { status, headers: [`location: ${to}`] });

/** Servers that do harm below the answer: to sockets, HTTP, headers and encodings. */
export const connections: readonly Hostility[] = [
  {
    what: 'closes the connection at once',
    attack: () => (socket) => socket.destroy(),
    ends: { reason: 'unreachable', says: /closed the connection without an answer/ },
  },
  {
    what: 'resets the connection',
    attack: () => (socket) => socket.resetAndDestroy(),
    ends: { reason: 'unreachable', says: /closed the connection without an answer/ },
  },
  {
    what: 'closes its own half and goes on listening',
    attack: () => (socket) => socket.end(),
    ends: { reason: 'unreachable', says: /closed the connection without an answer/ },
  },
  {
    what: 'closes its own half within an answer',
    attack: (form) => (socket) =>
      socket.end(
        `${head({ type: 'text/event-stream', headers: ['content-length: 9999'] })}${form.start}${form.text('half')}`,
      ),
    ends: { texts: ['half'], notice: /broke off.*CONTENT_LENGTH_MISMATCH/ },
  },
  {
    what: 'never answers',
    attack: () => () => undefined,
    limits: impatient,
    ends: { reason: 'timeout', says: /no first token/ },
  },
  {
    what: 'sends a head and nothing more',
    attack: () => (socket) => socket.write(stream),
    limits: impatient,
    ends: { reason: 'timeout', says: /no first token/ },
  },
  {
    what: 'sends its head byte by byte without end',
    attack: () => endless('HTTP/1.1 200 OK\r\nx-slow: ', 'a', 5),
    limits: impatient,
    ends: { reason: 'timeout', says: /no first token/ },
  },
  {
    what: 'sends noise instead of HTTP',
    attack: () => (socket) => socket.end(noise),
    ends: { reason: 'bad-response', says: /not proper HTTP/ },
  },
  {
    what: 'greets as a mail server',
    attack: () => (socket) => socket.end('220 mail.example ESMTP ready\r\n'),
    ends: { reason: 'bad-response', says: /not proper HTTP/ },
  },
  {
    what: 'sends headers without end',
    attack: () => endless('HTTP/1.1 200 OK\r\n', `x-long: ${'a'.repeat(1000)}\r\n`),
    ends: { reason: 'bad-response', says: /not proper HTTP.*HEADERS_OVERFLOW/ },
  },
  {
    what: 'sends one huge header',
    attack: () => reply('', { headers: [`x-long: ${'a'.repeat(2 ** 20)}`] }),
    ends: { reason: 'bad-response', says: /not proper HTTP.*HEADERS_OVERFLOW/ },
  },
  {
    what: 'says "wait" without end',
    attack: () => endless('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', 1),
    limits: impatient,
    ends: { reason: 'timeout', says: /no first token/ },
  },
  {
    what: 'switches to another protocol',
    attack: () => (socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ends: { reason: 'unreachable', says: /UND_ERR_SOCKET/ },
  },
  {
    what: 'contradicts itself about the length',
    attack: () => reply('{}', { headers: ['content-length: 2', 'content-length: 90'] }),
    ends: { reason: 'bad-response', says: /not proper HTTP/ },
  },
  {
    what: 'gives a length that is no number',
    attack: () => reply('{}', { headers: ['content-length: -1e308'] }),
    ends: { reason: 'bad-response', says: /not proper HTTP/ },
  },
  {
    what: 'sends chunks whose sizes are nonsense',
    attack: () =>
      reply('zz\r\nhello\r\n', {
        type: 'text/event-stream',
        headers: ['transfer-encoding: chunked'],
      }),
    ends: { reason: 'server-error', says: /broke off.*Invalid character in chunk size/ },
  },
  {
    what: 'sends a chunk of more bytes than there are numbers',
    attack: () =>
      reply('ffffffffffffffffff\r\nhello\r\n', {
        type: 'text/event-stream',
        headers: ['transfer-encoding: chunked'],
      }),
    ends: { reason: 'server-error', says: /broke off.*Chunk size overflow/ },
  },
  {
    what: 'sends an answer one byte a chunk, without end',
    attack: (form) =>
      endless(
        head({ type: 'text/event-stream', headers: ['transfer-encoding: chunked'] }),
        Array.from(`${form.start}${form.text('x'.repeat(100))}`, (c) => `1\r\n${c}\r\n`).join(''),
      ),
    ends: { texts: [/^x{4000,6000}$/] },
  },
  {
    what: 'sends a whole answer that is a compressed bomb',
    attack: () => reply(bomb, { type: 'application/json', headers: ['content-encoding: gzip'] }),
    ends: { reason: 'bad-response', says: /sent more than \d+ MiB/ },
  },
  {
    what: 'sends a stream that is a bomb compressed twice',
    attack: () =>
      reply(brotliCompressSync(bomb), {
        type: 'text/event-stream',
        headers: ['content-encoding: gzip, br'],
      }),
    ends: { reason: 'bad-response', says: /sent more than \d+ MiB/ },
  },
  {
    what: 'sends a refusal that is a compressed bomb',
    attack: () =>
      reply(bomb, {
        status: '400 Bad Request',
        type: 'text/plain',
        headers: ['content-encoding: gzip'],
      }),
    ends: { reason: 'rejected', says: /\(400\): without a word of why/ },
  },
  {
    what: 'says that it compressed what it did not',
    attack: (form) =>
      reply(`${form.start}${form.text('x')}${form.end}`, {
        type: 'text/event-stream',
        headers: ['content-encoding: gzip'],
      }),
    ends: { reason: 'server-error', says: /broke off.*incorrect header check/ },
  },
  {
    what: 'compresses in more layers than anyone would',
    attack: () => reply('x', { headers: [`content-encoding: ${'gzip,'.repeat(500)}gzip`] }),
    ends: { reason: 'unreachable', says: /content-encoding/ },
  },
  {
    what: 'redirects to another host',
    attack: () => (socket, server) => {
      redirect(`http://localhost:${new URL(server.origin).port}/stolen`)(socket, server);
    },
    ends: { reason: 'not-configured', says: /redirects to http:\/\/localhost:\d+\/stolen.*key/ },
  },
  {
    what: 'redirects with the body kept',
    attack: () => redirect('http://127.0.0.1:9/stolen', '307 Temporary Redirect'),
    ends: { reason: 'not-configured', says: /redirects to http:\/\/127\.0\.0\.1:9\/stolen/ },
  },
  {
    what: 'redirects to itself without end',
    attack: () => redirect('/'),
    ends: { reason: 'not-configured', says: /redirects to \// },
  },
  {
    what: 'redirects to a file',
    attack: () => redirect('file:///etc/passwd', '308 Permanent Redirect'),
    ends: { reason: 'not-configured', says: /redirects to file:\/\/\/etc\/passwd/ },
  },
  {
    what: 'redirects to nowhere',
    attack: () => reply('', { status: '301 Moved Permanently' }),
    ends: { reason: 'not-configured', says: /redirects elsewhere/ },
  },
  {
    what: 'asks to wait for longer than the world stands',
    attack: () => reply('', { status: '429 Too Many', headers: ['retry-after: 1e308'] }),
    ends: { reason: 'rate-limited', says: /asks to wait more than a day/ },
  },
];
