import { endless, events, head, reply } from '../support/hostile-server.ts';
import { impatient, type Hostility } from '../support/hostility.ts';
import { event } from '../support/wire-forms.ts';

const stream = head({ type: 'text/event-stream' });
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const json = (body: string) => reply(body, { type: 'application/json' });
const choices = (indexes: readonly unknown[]) =>
  event({
    choices: indexes.map((index, at) => ({
      index,
      delta: { content: `c${at}` },
      finish_reason: 'stop',
    })),
  });

/** Servers whose answers are what no model says: too much, too deep, of wrong kinds, or lies. */
export const answers: readonly Hostility[] = [
  {
    what: 'sends text without end',
    attack: (form) => endless(stream + form.start, form.text('x'.repeat(500))),
    ends: { texts: [/^x{4000,6000}$/] },
  },
  {
    what: 'reasons without end',
    attack: (form) => endless(stream + form.start, form.thought('x'.repeat(500))),
    ends: { why: /still reasoning/ },
  },
  {
    what: 'sends empty pieces without end',
    attack: (form) => endless(stream + form.start, form.text('').repeat(50)),
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'sends events of no meaning without end',
    attack: (form) => endless(stream + form.start, event({ type: 'ping' }).repeat(50)),
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'sends comments without end',
    attack: (form) => endless(stream + form.start, ': wait\n\n'.repeat(500)),
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'sends blank lines without end',
    attack: () => endless(stream, '\r\n'.repeat(1000)),
    ends: { reason: 'bad-response', says: /more than \d+ MiB/ },
  },
  {
    what: 'sends one event of lines without end',
    attack: () => endless(stream, 'data: 1\n'.repeat(1000)),
    ends: { reason: 'bad-response', says: /event that does not end|more than \d+ MiB/ },
  },
  {
    what: 'sends one line without end',
    attack: () => endless(`${stream}data: "`, 'x'.repeat(2 ** 16)),
    ends: { reason: 'bad-response', says: /event that does not end/ },
  },
  {
    what: 'sends a huge text in one event',
    attack: (form) => events(form.start, form.text('x'.repeat(2 ** 19)), form.end),
    ends: { texts: [/^x{4000,6000}$/] },
  },
  {
    what: 'trickles text without end',
    attack: (form) => endless(stream + form.start, form.text('x'), 5),
    limits: impatient,
    ends: { texts: [/^x+$/], notice: /not done with its answer/ },
  },
  {
    what: 'stops within an answer and says no more',
    attack: (form) => (socket) => socket.write(stream + form.start + form.text('half')),
    limits: impatient,
    ends: { texts: ['half'], notice: /sent nothing more|not done with its answer/ },
  },
  {
    what: 'breaks the connection within an answer',
    attack: (form) => (socket) => {
      socket.write(
        `${head({ headers: ['content-length: 9999'] })}${form.start}${form.text('half')}`,
        () => socket.resetAndDestroy(),
      );
    },
    ends: { texts: ['half'], notice: /broke off/ },
  },
  {
    what: 'sends a whole answer that does not end',
    attack: () => endless(head({ type: 'application/json' }), ' '.repeat(2 ** 16)),
    ends: { reason: 'bad-response', says: /more than \d+ MiB|does not end/ },
  },
  {
    what: 'sends a whole answer of a huge string',
    attack: (form) => json(JSON.stringify(form.whole('x'.repeat(2 ** 19)))),
    ends: { texts: [/^x{4000,6000}$/] },
  },
  {
    what: 'sends a whole answer of values without number',
    attack: () => json(`[${'{},'.repeat(1_300_000)}{}]`),
    ends: { reason: 'bad-response', says: /does not end|not a chat completion/ },
  },
  {
    what: 'sends invalid UTF-8',
    attack: (form) =>
      events(form.start, Buffer.from(form.text('a\u00ff\u00fe'), 'latin1'), form.end),
    ends: { texts: ['a\ufffd\ufffd'] },
  },
  {
    what: 'cuts a character in half and ends',
    attack: () => events('data: "', Buffer.from([0xf0, 0x9f])),
    ends: { reason: 'bad-response', says: /not JSON/ },
  },
  {
    what: 'sends NUL bytes',
    attack: () => reply(Buffer.alloc(4096), { type: 'text/event-stream' }),
    ends: { reason: 'bad-response', says: /instead of a chat completion/ },
  },
  {
    what: 'sends NUL and escapes within the text',
    attack: (form) => events(form.start, form.text('a\u0000\u001b[2Jb'), form.end),
    ends: { texts: ['a\u0000\u001b[2Jb'] },
  },
  {
    what: 'sends halves of characters as escapes',
    attack: (form) =>
      events(form.start, form.text('a').replace('"a"', '"\\ud800\\udc00\\ud800"'), form.end),
    ends: { texts: ['\u{10000}\ud800'] },
  },
  {
    what: 'nests an event deeply',
    attack: (form) =>
      events(form.start, `data: {"type":"ping","a":${deep(100_000)}}\n\n`, form.end),
    ends: { reason: 'bad-response', says: /nested deeper than \d+/ },
  },
  {
    what: 'nests a whole answer deeply',
    attack: () => json(`{"choices":${deep(500_000)}}`),
    ends: { reason: 'bad-response', says: /nested deeper than \d+/ },
  },
  {
    what: 'nests within its words of a failure',
    attack: () =>
      reply(`{"error":{"message":${deep(20_000)}}}`, {
        status: '400 Bad',
        type: 'application/json',
      }),
    ends: { reason: 'rejected', says: /\(400\)/ },
  },
  {
    what: 'sends JSON that breaks off',
    attack: () => events('data: {"choices":[{"index":0,\n\n'),
    ends: { reason: 'bad-response', says: /not JSON/ },
  },
  {
    what: 'names the parts of objects',
    attack: (form) =>
      events(
        form.start,
        'data: {"__proto__":{"choices":[]},"constructor":{"prototype":{"isOver":true}},"toString":1}\n\n',
        form.text('x'),
        form.end,
      ),
    ends: { texts: ['x'] },
  },
  {
    what: 'sends a page',
    attack: () => reply('<html><h1>Log in</h1></html>', { type: 'text/html' }),
    ends: { reason: 'bad-response', says: /text\/html instead of a chat completion.*Log in/ },
  },
  {
    what: 'answers 204',
    attack: () => reply('', { status: '204 No Content' }),
    ends: { reason: 'bad-response', says: /an empty body/ },
  },
  {
    what: 'calls its stream a picture',
    attack: (form) => reply(`${form.start}${form.text('x')}${form.end}`, { type: 'image/png' }),
    ends: { texts: ['x'] },
  },
  {
    what: 'sends a picture',
    attack: () =>
      reply(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { type: 'image/png' }),
    ends: { reason: 'bad-response', says: /image\/png.* instead of a chat completion/ },
  },
  {
    what: 'ends before it says anything',
    attack: (form) => events(form.start),
    ends: { reason: 'bad-response', says: /without sending any text|an empty body/ },
  },
  {
    what: 'sends null for every event',
    attack: () => events('data: null\n\n'.repeat(20)),
    ends: { reason: 'bad-response', says: /without sending any text/ },
  },
  {
    what: 'sends fields of wrong kinds',
    attack: (form) => events(...form.askew.map(event), form.text('x'), form.end),
    ends: { texts: [/x/] },
  },
  {
    what: 'calls a tool',
    attack: (form) => events(form.start, form.tool),
    ends: { why: /called a tool that it was not offered/ },
  },
  ...['-5', '1e308', '9007199254740991', '"12"', '{"a":1}', '0.5', '-0'].map(
    (count): Hostility => ({
      what: `lies about tokens: ${count}`,
      attack: (form) => events(form.start, form.text('x'), form.counted(count, count)),
      ends: { texts: ['x'] },
    }),
  ),
  {
    what: 'counts tokens with NaN',
    attack: (form) => events(form.start, form.text('x'), form.counted('NaN', 'NaN')),
    ends: { texts: ['x'], notice: /broke off.*not JSON/ },
  },
  {
    what: 'gives choices of numbers that nobody asked for',
    attack: () =>
      events(choices([9_999_999, -3, 2 ** 53, 'x', null, 1e308, { a: 1 }]), 'data: [DONE]\n\n'),
    samples: 2,
    only: ['chat'],
    ends: { texts: ['c1', 'c0'] },
  },
  {
    what: 'gives a million choices',
    attack: () =>
      events(
        `data: {"choices":[${'{"index":0},'.repeat(80_000)}{}]}\n\n`,
        choices([0, 1]),
        'data: [DONE]\n\n',
      ),
    samples: 2,
    only: ['chat'],
    ends: { texts: ['c0', 'c1'] },
  },
  {
    what: 'gives every event a new choice',
    attack: () =>
      events(...Array.from({ length: 5000 }, (_, at) => choices([at])), 'data: [DONE]\n\n'),
    samples: 2,
    only: ['chat'],
    ends: { texts: ['c0', 'c0'] },
  },
  {
    // It is asked for one candidate at a time.
    what: 'gives candidates of numbers that nobody asked for',
    attack: () =>
      events(
        event({
          candidates: [9_999_999, -3, 5].map((index, at) => ({
            index,
            content: { parts: [{ text: `c${at}` }] },
            finishReason: 'STOP',
          })),
        }),
      ),
    samples: 2,
    only: ['gemini'],
    ends: { texts: ['c0', 'c0'] },
  },
];
