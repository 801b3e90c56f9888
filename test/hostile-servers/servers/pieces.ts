import type { ModelApi } from '../../../src/core/ports.ts';
import { endless, events, head, reply } from '../support/hostile-server.ts';
import type { Hostility } from '../support/hostility.ts';
import { event, type WireForm } from '../support/wire-forms.ts';

const stream = head({ type: 'text/event-stream' });
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** The same event in as many `data` lines as it has lines when it is set out, and more. */
function inLines(of: string, blankLines: number): string {
  return of.replace(/^data: (\{.*)$/gm, (_, json: string) => {
    const lines = JSON.stringify(JSON.parse(json), undefined, 1).split('\n');
    return [...Array<string>(blankLines).fill(''), ...lines]
      .map((line) => `data:${line}`)
      .join('\n');
  });
}

/** A whole answer that ends for a reason of any kind. */
function ended(api: ModelApi, text: string, reason: unknown): object {
  switch (api) {
    case 'chat':
      return { choices: [{ index: 0, message: { content: text }, finish_reason: reason }] };
    case 'responses':
      return {
        object: 'response',
        status: reason,
        incomplete_details: { reason },
        output: [{ type: 'message', content: [{ type: 'output_text', text }] }],
      };
    case 'messages':
      return { type: 'message', content: [{ type: 'text', text }], stop_reason: reason };
    case 'gemini':
      return { candidates: [{ index: 0, content: { parts: [{ text }] }, finishReason: reason }] };
  }
}

/** A whole answer whose text comes in parts. */
function inParts(api: ModelApi, parts: string): string {
  switch (api) {
    case 'chat':
      return `{"choices":[{"index":0,"message":{"content":${parts}},"finish_reason":"stop"}]}`;
    case 'responses':
      return `{"object":"response","status":"completed","output":[{"type":"message","content":${parts}}]}`;
    case 'messages':
      return `{"type":"message","content":${parts},"stop_reason":"end_turn"}`;
    case 'gemini':
      return `{"candidates":[{"index":0,"content":{"parts":${parts}},"finishReason":"STOP"}]}`;
  }
}

/** Counts whose parts contradict their sums. */
function countedOddly(form: WireForm, count: number): string {
  const of = {
    chat: chatCounts,
    responses: responseCounts,
    messages: cacheCounts,
    gemini: thoughts,
  };
  return event(of[form.api](count));
}

const chatCounts = (count: number) => ({
  choices: [],
  usage: {
    prompt_tokens: 3,
    completion_tokens: 4,
    total_tokens: count,
    completion_tokens_details: { reasoning_tokens: count },
  },
});
const responseCounts = (count: number) => ({
  type: 'response.completed',
  response: {
    status: 'completed',
    output: [],
    usage: {
      input_tokens: 3,
      output_tokens: 4,
      output_tokens_details: { reasoning_tokens: count },
    },
  },
});
const cacheCounts = (count: number) => ({
  type: 'message_delta',
  delta: { stop_reason: 'end_turn' },
  usage: {
    input_tokens: 3,
    output_tokens: 4,
    cache_read_input_tokens: count,
    cache_creation_input_tokens: count,
    output_tokens_details: { thinking_tokens: count },
  },
});
const thoughts = (count: number) => ({
  candidates: [{ index: 0, finishReason: 'STOP' }],
  usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, thoughtsTokenCount: count },
});

const block = (content_block: object) => event({ type: 'content_block_start', content_block });
const picture = (data: string) =>
  event({
    candidates: [
      { index: 0, content: { parts: [{ inlineData: { mimeType: 'image/png', data } }] } },
    ],
  });

/** Servers that hand an answer over in pieces as no server should. */
export const pieces: readonly Hostility[] = [
  {
    what: 'sends each event in hundreds of lines',
    attack: (form) => events(inLines(form.start + form.text('a\nb') + form.end, 400)),
    ends: { texts: ['a\nb'] },
  },
  {
    what: 'ends its lines with CR alone, a byte at a time',
    attack: (form) => (socket) => {
      const text = `${form.start}${form.text('x')}${form.end}`.replaceAll('\n', '\r');
      const chunks = Array.from(text, (c) => `1\r\n${c}\r\n`).join('');
      socket.end(
        `${head({ type: 'text/event-stream', headers: ['transfer-encoding: chunked'] })}${chunks}0\r\n\r\n`,
      );
    },
    ends: { texts: ['x'] },
  },
  {
    what: 'puts byte order marks before its events',
    attack: (form) =>
      events(`\ufeff${form.start}${form.text('x')}`, `\ufeff${form.text('lost')}`, form.end),
    // Only that of the whole stream is none of its first field's name; the other APIs repeat the type in the data.
    ends: ({ api }) => ({ texts: [api === 'chat' || api === 'gemini' ? 'x' : 'xlost'] }),
  },
  {
    what: 'puts NUL between its events',
    attack: (form) =>
      events(form.start, form.text('x'), 'data: \u0000\n\n', form.text('y'), form.end),
    ends: { texts: ['x'], notice: /broke off.*not JSON.*\\u0000/ },
  },
  {
    what: 'names and numbers an event with a megabyte',
    attack: (form) =>
      events(
        form.start,
        `id: ${'7'.repeat(2 ** 19)}\nretry: ${'9'.repeat(2 ** 18)}\nevent: ${'e'.repeat(2 ** 18)}\ndata: {}\n\n`,
        form.text('x'),
        form.end,
      ),
    ends: { texts: ['x'] },
  },
  ...[[], {}, 7, true, null, ['stop'], '', 'stop\u001b[2J'.repeat(20_000)].map(
    (reason, at): Hostility => ({
      what: `ends for a reason of kind ${at}`,
      attack: ({ api }) =>
        reply(JSON.stringify(ended(api, 'x', reason)), { type: 'application/json' }),
      ends: { texts: ['x'] },
    }),
  ),
  {
    what: 'withholds its answer for a reason of escapes',
    attack: ({ api }) =>
      reply(JSON.stringify(ended(api, '', `safety\u001b[2J\u202e${'x'.repeat(50_000)}`)), {
        type: 'application/json',
      }),
    ends: { why: /content filter of the server withheld the answer \(safety\\u001b\[2j/ },
  },
  {
    what: 'answers in parts without number',
    attack: ({ api }) =>
      reply(inParts(api, `[${'{},'.repeat(100_000)}{"type":"text","text":"x"}]`), {
        type: 'application/json',
      }),
    ends: { texts: ['x'] },
  },
  {
    what: 'nests its parts without end',
    attack: ({ api }) =>
      reply(
        inParts(api, `[${'{"type":"text","content":['.repeat(10_000)}${']}'.repeat(10_000)}]`),
        { type: 'application/json' },
      ),
    ends: { reason: 'bad-response', says: /nested deeper than \d+/ },
  },
  {
    what: 'nests its parts as deep as may be',
    attack: ({ api }) =>
      reply(inParts(api, `[${nested(150)},{"type":"text","text":"x"}]`), {
        type: 'application/json',
      }),
    ends: { texts: ['x'] },
  },
  {
    what: 'gives its pieces the names of what objects have',
    attack: (form) => {
      const strange = form
        .text('x')
        .replace(/^data: \{/m, 'data: {"__proto__":{"choices":7,"error":{"message":"no"}},')
        .replace(/\}\s*$/, ',"constructor":{"name":7},"hasOwnProperty":0,"then":1}\n\n');
      return events(form.start, strange, form.end);
    },
    ends: { texts: ['x'] },
  },
  ...[-5, 1e15, 0.5, 5].map((count): Hostility => ({
    what: `counts parts that are no part of its sums: ${count}`,
    attack: (form) => events(form.start, form.text('x'), countedOddly(form, count)),
    ends: { texts: ['x'] },
  })),
  {
    what: 'calls itself by a name without end',
    attack: ({ api }) => {
      const model = 'm\u001b[2J'.repeat(20_000);
      const named = { ...ended(api, 'x', api === 'responses' ? 'completed' : 'stop'), model };
      return reply(JSON.stringify({ ...named, modelVersion: model }), { type: 'application/json' });
    },
    ends: { texts: ['x'] },
  },
  {
    what: 'calls tools without end',
    attack: (form) => endless(stream + form.start, form.tool.repeat(20)),
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'begins blocks of thought without end',
    attack: (form) =>
      endless(
        stream + form.start,
        block({ type: 'thinking', thinking: '', signature: 's' }).repeat(20),
      ),
    only: ['messages'],
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'signs and hides its thoughts without end',
    attack: (form) =>
      endless(
        stream + form.start,
        block({ type: 'redacted_thinking', data: 'd'.repeat(5000) }) +
          event({
            type: 'content_block_delta',
            delta: { type: 'signature_delta', signature: 's'.repeat(5000) },
          }),
      ),
    only: ['messages'],
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'ends and begins its message again without end',
    attack: (form) => endless(stream, (form.start + form.end).repeat(10)),
    only: ['messages'],
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'answers with a picture among its parts',
    attack: () =>
      events(picture('iVBORw0KGgo='), event({ candidates: [{ finishReason: 'STOP' }] })),
    only: ['gemini'],
    ends: { why: /empty answer/ },
  },
  {
    what: 'answers with pictures without end',
    attack: () => endless(stream, picture('A'.repeat(2 ** 16))),
    only: ['gemini'],
    ends: { reason: 'bad-response', says: /more than \d+ (events|MiB)/ },
  },
  {
    what: 'completes its answer before it begins',
    attack: (form) =>
      events(form.end.replace(/data: \[DONE\]\n\n/, ''), form.start, form.text('x')),
    ends: { texts: ['x'] },
  },
  {
    what: 'continues items that never began',
    attack: () =>
      events(
        ...[
          'output_text.done',
          'output_item.done',
          'content_part.done',
          'function_call_arguments.delta',
        ].map((type) =>
          event({ type: `response.${type}`, item_id: 'never', output_index: 1e308, text: 'y' }),
        ),
        event({
          type: 'response.output_text.delta',
          item_id: '__proto__',
          output_index: -1,
          delta: 'x',
        }),
        event({ type: 'response.completed', response: { status: 'completed', output: [] } }),
      ),
    only: ['responses'],
    ends: { texts: ['x'] },
  },
];
