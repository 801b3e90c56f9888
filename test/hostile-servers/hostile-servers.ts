import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import {
  floods,
  head,
  json,
  sends,
  status,
  stream,
  waits,
  type HostileServer,
} from './hostile-server.ts';
import type { WireForm } from './wire-forms.ts';

const quick = { firstTokenMs: 100, idleMs: 100 };
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const zeros = Buffer.alloc(64 * 2 ** 20, 0x20);
const escapes = '\u001b[2J\u001b]0;owned\u0007\u202e\u0000';
const chunked = 'transfer-encoding: chunked';

/** A piece of text in any API, then its end. */
const good = (form: WireForm) => form.text('ok') + form.end();

export const hostileServers: readonly HostileServer[] = [
  // How much, and for how long.
  {
    name: 'text without end',
    act: floods(stream, (form) => form.text('x'.repeat(500))),
    gives: /^x+$/,
  },
  {
    name: 'thoughts without end',
    act: floods(stream, (form) => form.thought('x'.repeat(500))),
    gives: /still reasoning/,
  },
  {
    name: 'events without content, as fast as they go',
    act: floods(stream, (form) => form.text('').repeat(500)),
    fails: /more than \d+ (events|MiB)|no first token/,
  },
  {
    name: 'comments without end',
    act: floods(stream, () => ': wait\n\n'.repeat(1000)),
    fails: /more than \d+ MiB/,
  },
  {
    name: 'comments now and then, and no word',
    act: floods(stream, () => ': wait\n\n', 5),
    fails: /no first token/,
    limits: quick,
  },
  {
    name: 'a letter now and then',
    act: floods(stream, (form) => form.text('x'), 5),
    gives: /^x+$/,
    limits: { answerMs: 200 },
  },
  {
    name: 'a byte of the head now and then',
    act: floods('HTTP/1.1 200 OK\r\nx: ', () => 'y', 5),
    fails: /no first token/,
    limits: quick,
  },
  {
    name: 'a silent server',
    act: waits(() => ''),
    fails: /no first token/,
    limits: quick,
  },
  {
    name: 'a head and no body',
    act: waits(() => stream),
    fails: /no first token/,
    limits: quick,
  },
  {
    name: 'a word, then silence',
    act: waits((form) => stream + form.text('ok')),
    gives: /^ok$/,
    limits: quick,
  },
  {
    name: 'one line without end',
    act: floods(`${stream}data: `, () => 'x'.repeat(2 ** 16)),
    fails: /more than \d+ MiB|does not end/,
  },
  {
    name: 'one event of lines without end',
    act: floods(stream, () => `data: ${'x'.repeat(100)}\n`.repeat(600)),
    fails: /more than \d+ MiB/,
  },
  {
    name: 'JSON without end',
    act: floods(`${json}{"choices":[`, () => '{},'.repeat(20_000)),
    fails: /more than \d+ MiB|does not end/,
  },
  {
    name: 'spaces before JSON without end',
    act: floods(json, () => ' '.repeat(2 ** 16)),
    fails: /more than \d+ MiB/,
  },
  {
    name: 'a refusal without end',
    act: floods(status('400 Bad Request', 'content-type: text/plain'), () => 'no '.repeat(20_000)),
    fails: /\(400\): no no/,
  },

  // Compressed.
  ...(
    [
      ['gzip', gzipSync(zeros)],
      ['deflate', deflateSync(zeros)],
      ['br', brotliCompressSync(zeros)],
      ['gzip, gzip', gzipSync(gzipSync(zeros))],
    ] as const
  ).map(([encoding, bomb]) => ({
    name: `a bomb packed by ${encoding}`,
    act: sends(() => [head('text/event-stream', `content-encoding: ${encoding}`), bomb]),
    fails: /more than \d+ MiB/,
  })),
  {
    name: 'a bomb in place of an error',
    act: sends(() => [
      status('500 Internal Server Error', 'content-encoding: gzip'),
      gzipSync(zeros),
    ]),
    fails: /answered 500/,
  },
  {
    name: 'what is said to be packed and is not',
    act: sends((form) => [head('text/event-stream', 'content-encoding: gzip'), good(form)]),
    fails: /broke off|unpack|incorrect header/,
  },
  {
    name: 'an encoding packed forty times',
    act: sends(() => [
      head('text/event-stream', `content-encoding: ${Array(40).fill('gzip').join(', ')}`),
      'x',
    ]),
    fails: /encod|broke off|HTTP/i,
  },

  // Heads.
  {
    name: 'a header without end',
    act: floods('HTTP/1.1 200 OK\r\nx: ', () => 'y'.repeat(2 ** 14)),
    fails: /headers.*too (large|long)/i,
  },
  {
    name: 'headers without end',
    act: floods('HTTP/1.1 200 OK\r\n', () => 'x: y\r\n'.repeat(1000)),
    fails: /headers.*too (large|long)/i,
  },
  { name: 'no HTTP', act: sends(() => ['220 smtp ready\r\n']), fails: /does not speak HTTP/ },
  { name: 'NUL bytes', act: sends(() => [Buffer.alloc(4096)]), fails: /does not speak HTTP/ },
  { name: 'a closed door', act: sends(() => []), fails: /closed the connection/ },
  {
    name: 'half a head',
    act: sends(() => ['HTTP/1.1 200 OK\r\ncontent-ty']),
    fails: /closed the connection/,
  },
  {
    name: 'two lengths',
    act: sends(() => [status('200 OK', 'content-length: 2', 'content-length: 9'), 'ok']),
    fails: /does not speak HTTP/,
  },
  {
    name: 'a length and chunks',
    act: sends((form) => [head('text/event-stream', 'content-length: 3', chunked), good(form)]),
    fails: /does not speak HTTP/,
  },
  {
    name: 'a length beyond what comes',
    act: sends((form) => [head('text/event-stream', 'content-length: 999999'), form.text('ok')]),
    gives: /^ok$/,
  },
  {
    name: 'a negative length',
    act: sends(() => [status('200 OK', 'content-length: -1'), 'ok']),
    fails: /does not speak HTTP/,
  },
  {
    name: 'chunks that are none',
    act: sends(() => [head('text/event-stream', chunked), 'zebra\r\n']),
    fails: /broke off|does not speak HTTP/,
  },
  {
    name: 'a chunk of 2^60 bytes',
    act: sends((form) => [
      head('text/event-stream', chunked),
      `fffffffffffffff\r\n${form.text('ok')}`,
    ]),
    gives: /^ok$/,
  },
  {
    name: 'a chunk extension without end',
    act: floods(`${head('text/event-stream', chunked)}1;`, () => 'x'.repeat(2 ** 14)),
    fails: /no first token/,
    limits: quick,
  },
  {
    name: 'a head with terminal escapes',
    act: sends(() => [
      status('500 \u001b[31mowned', 'content-type: text/plain', 'x: \u001b[2J'),
      escapes,
    ]),
    fails: /answered 500|does not speak HTTP/,
  },

  // Statuses.
  {
    name: '100 without end',
    act: floods('', () => 'HTTP/1.1 100 Continue\r\n\r\n'),
    fails: /does not speak HTTP|closed the connection/,
  },
  {
    name: '103 without end',
    act: floods('', () => 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n', 1),
    fails: /no first token/,
    limits: quick,
  },
  {
    name: '101 to another protocol',
    act: sends(() => [
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ]),
    fails: /does not speak HTTP|closed the connection/,
  },
  { name: '204', act: sends(() => [status('204 No Content')]), fails: /empty body/ },
  {
    name: '205 with a body',
    act: sends((form) => [status('205 Reset Content', 'content-length: 0'), good(form)]),
    fails: /empty body|does not speak HTTP/,
  },
  { name: '304', act: sends(() => [status('304 Not Modified')]), fails: /304/ },
  { name: '999', act: sends(() => [status('999 Odd', 'content-length: 0')]), fails: /999/ },

  // Forms.
  {
    name: 'a page',
    act: sends(() => [head('text/html'), '<html><title>Sign in</title><script>x()</script>']),
    fails: /text\/html instead.*Sign in/,
  },
  {
    name: 'events by another type',
    act: sends((form) => [head('image/png'), good(form)]),
    gives: /^ok$/,
  },
  {
    name: 'a whole answer where a stream is wanted',
    act: sends((form) => [head('text/event-stream'), form.whole('ok')]),
    gives: /^ok$/,
  },
  {
    name: 'bytes that are no UTF-8',
    act: sends((form) => [
      stream,
      Buffer.concat([
        Buffer.from(form.text('ok~').replace('~', '\u00ff\u00fe\u00c3'), 'latin1'),
        Buffer.from(form.end()),
      ]),
    ]),
    gives: /^ok\ufffd+$/,
  },
  {
    name: 'noise',
    act: sends(() => [
      stream,
      Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)),
    ]),
    fails: /instead of a chat completion/,
  },
  {
    name: 'an event of NUL bytes',
    act: sends(() => [stream, `data: ${'\0'.repeat(1000)}\n\n`]),
    fails: /not JSON/,
  },
  {
    name: 'events that are no objects',
    act: sends((form) => [stream, ...['null', '7', '[]'].map((x) => `data: ${x}\n\n`), good(form)]),
    gives: /^ok$/,
  },
  {
    name: 'an answer that is null',
    act: sends(() => [json, 'null']),
    fails: /not a chat completion/,
  },
  {
    name: 'JSON a million deep',
    act: sends(() => [stream, `data: ${nested(1_000_000)}\n\n`]),
    fails: /not JSON|without sending any text|too deep|too large/,
  },
  {
    name: 'an error a million deep',
    act: sends(() => [stream, `data: {"error":${nested(500_000)}}\n\n`]),
    fails: /not JSON|error|too deep/,
  },
  {
    name: 'a whole answer a million deep',
    act: sends(() => [json, nested(1_000_000)]),
    fails: /nested too deep/,
  },
  {
    name: 'a field a million deep',
    act: sends(() => [stream, `data: {"choices":${nested(1_000_000)}}\n\n`]),
    fails: /nested too deep/,
  },
  {
    name: 'JSON of prototypes',
    act: sends((form) => [
      stream,
      'data: {"__proto__":{"error":"x"},"constructor":{"prototype":{}}}\n\n',
      good(form),
    ]),
    gives: /^ok$/,
  },
  {
    name: 'half an event',
    act: sends((form) => [stream, form.text('ok').slice(0, -8)]),
    fails: /not JSON/,
  },

  // What it says.
  {
    name: 'an error in the middle',
    act: sends((form) => [
      stream,
      form.text('ok'),
      `event: error\ndata: {"type":"error","error":{"message":"zebra \\u001b[2J"}}\n\n`,
    ]),
    gives: /^ok$/,
  },
  {
    name: 'an error with terminal escapes',
    act: sends(() => [
      status('400 Bad Request', 'content-type: application/json'),
      JSON.stringify({ error: { message: `zebra${escapes}`, code: escapes, param: escapes } }),
    ]),
    fails: /zebra\\u001b\[2J/,
  },
  {
    name: 'an error a megabyte long',
    act: sends(() => [
      status('500 Internal Server Error', 'content-type: text/plain'),
      `zebra ${'x'.repeat(2 ** 20)}`,
    ]),
    fails: /zebra x+…/,
  },
  {
    name: 'an empty error object',
    act: sends((form) => [stream, 'data: {"error":{}}\n\n', good(form)]),
    gives: /^ok$/,
  },
  {
    name: 'a tool that nobody offered',
    act: sends((form) => [stream, form.tool()]),
    gives: /called a tool|empty answer/,
  },
  ...['-1', 'NaN', '1e308', '"7"', '[]', '9007199254740993', 'null'].map((count) => ({
    name: `a count of ${count}`,
    act: sends((form) => [stream, form.text('ok'), form.end(count)]),
    // NaN is no JSON: what came before it counts.
    gives: /^ok$/,
  })),
  {
    name: 'a date to come back in a thousand years',
    act: sends(() => [
      status('429 Too Many Requests', 'retry-after: Fri, 31 Dec 2999 23:59:59 GMT'),
      'later',
    ]),
    fails: /asks to wait \d+ s/,
    limits: { attempts: 2 },
  },
  {
    name: 'a wait without end',
    act: sends(() => [status('503 Service Unavailable', 'retry-after: 1e308'), 'later']),
    fails: /asks to wait|answered 503/,
    limits: { attempts: 2 },
  },
];
