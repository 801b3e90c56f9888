import { endless, events, head, reply } from '../support/hostile-server.ts';
import type { Hostility } from '../support/hostility.ts';

const escapes = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp.exe\u2066\r\nroot# ';
const failing = (body: string, status = '400 Bad Request', type = 'application/json') =>
  reply(body, { status, type });
const saying = (message: unknown) => failing(JSON.stringify({ error: { message } }));
const rejected = (says: RegExp) => ({ reason: 'rejected' as const, says });

/** Servers whose words of a failure are the attack. */
export const words: readonly Hostility[] = [
  {
    what: 'speaks to the terminal',
    attack: () => saying(`mill${escapes}shut`),
    ends: rejected(/mill\\u001b\[2J.*shut/),
  },
  {
    what: 'speaks to the terminal in a stream',
    attack: (form) =>
      events(
        form.start,
        `event: error\ndata: ${JSON.stringify({ error: { message: `mill${escapes}` } })}\n\n`,
      ),
    ends: { reason: 'server-error', says: /mill\\u001b/ },
  },
  {
    what: 'breaks an answer off with escapes',
    attack: (form) =>
      events(
        form.start,
        form.text('half'),
        `data: ${JSON.stringify({ error: { message: `mill${escapes}` } })}\n\n`,
      ),
    ends: { texts: ['half'], notice: /mill\\u001b/ },
  },
  {
    what: 'speaks to the terminal by a page',
    attack: () => failing(`<h1>mill${escapes}</h1>`, '502 Bad Gateway', 'text/html'),
    ends: { reason: 'server-error', says: /502: mill\\u001b/ },
  },
  {
    what: 'speaks without end of a failure',
    attack: () => endless(head({ status: '400 Bad' }), 'mill '.repeat(1000)),
    ends: rejected(/mill mill/),
  },
  {
    what: 'says a failure of a megabyte in one event',
    attack: (form) =>
      events(
        form.start,
        `data: ${JSON.stringify({ error: { message: 'mill '.repeat(100_000) } })}\n\n`,
      ),
    ends: { reason: 'server-error', says: /mill mill/ },
  },
  {
    what: 'says a failure in sentences without number',
    attack: (form) =>
      events(form.start, `data: ${JSON.stringify({ error: nested(4, { count: 0 }) })}\n\n`),
    ends: { reason: 'server-error', says: /mill 0; mill/ },
  },
  {
    what: 'names places that cannot be written',
    attack: () =>
      failing('{"detail":[{"loc":["body",{"toString":1},[[{"valueOf":2}]]],"msg":"mill"}]}'),
    ends: rejected(/mill/),
  },
  {
    what: 'gives a code that is no number',
    attack: () =>
      failing(
        '{"error":{"code":{"toString":1,"valueOf":2},"status":[{"toString":3}],"message":"mill"}}',
      ),
    ends: rejected(/mill/),
  },
  {
    what: 'gives a status that is none',
    attack: () => reply('{"error":"mill"}', { status: '599 Odd', type: 'application/json' }),
    ends: { reason: 'server-error', says: /599: mill/ },
  },
  {
    what: 'gives a page of tags that do not end',
    attack: () => failing('<'.repeat(60_000), '502 Bad Gateway', 'text/html'),
    ends: { reason: 'server-error', says: /answered 502/ },
  },
  {
    what: 'gives a page of comments that do not end',
    attack: () => failing('<!--'.repeat(15_000), '502 Bad Gateway', 'text/html'),
    ends: { reason: 'server-error', says: /answered 502/ },
  },
  {
    what: 'gives a page of styles that do not end',
    attack: () => failing('<style>'.repeat(9_000), '502 Bad Gateway', 'text/html'),
    ends: { reason: 'server-error', says: /answered 502/ },
  },
  {
    what: 'complains of another parameter each time',
    attack: () => {
      let time = 0;
      return (socket, server) => {
        const names = ['temperature', 'max_tokens', 'n', 'stop', 'stream', 'response_format'];
        const message = `Unsupported parameter: '${names[time++ % names.length]}'`;
        saying(message)(socket, server);
      };
    },
    ends: rejected(/Unsupported parameter/),
  },
  {
    what: 'sends to another API each time',
    attack: () => {
      let time = 0;
      return (socket, server) => {
        const isOdd = time++ % 2 === 1;
        failing(
          isOdd
            ? '{"error":{"type":"not_found_error","message":"Not Found"}}'
            : '{"error":{"message":"only supported in v1/responses"}}',
          '404 Not Found',
        )(socket, server);
      };
    },
    ends: { reason: 'not-configured', says: /knows no model/ },
  },
];

/** Sentences within sentences, each another. */
function nested(depth: number, sentence: { count: number }): unknown {
  if (depth === 0) return `mill ${sentence.count++}`;
  return Object.fromEntries(
    ['message', 'detail', 'msg', 'reason', 'title', 'details'].map((field) => [
      field,
      nested(depth - 1, sentence),
    ]),
  );
}
