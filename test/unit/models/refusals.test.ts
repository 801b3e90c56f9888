import assert from 'node:assert/strict';
import type { ModelRequest, Random } from '../../../src/core/ports.ts';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import { TraitMemory } from '../../../src/node/models/trait-store.ts';
import { ScriptedServer, type Received } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'Write Python.' },
    { role: 'user', content: 'Write tests.' },
  ],
  samples: 3,
  temperature: 0.8,
  maxTokens: 1500,
  effort: 'low',
  stop: ['END'],
  schema: { name: 'tests', schema: { type: 'object' } },
};

type Body = Received['raw'];

/** What a server may not take: whether a request has it, and how servers say so. */
const refusable: Readonly<Record<string, readonly [has: (body: Body) => boolean, says: string]>> = {
  temperature: [(body) => 'temperature' in body, "'temperature' is not supported with this model."],
  max_tokens: [
    (body) => 'max_tokens' in body,
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  ],
  n: [(body) => 'n' in body, "'n' must be 1."],
  stop: [(body) => 'stop' in body, "Unsupported parameter: 'stop' is not supported."],
  stream_options: [
    (body) => 'stream_options' in body,
    'stream_options: Extra inputs are not permitted',
  ],
  stream: [
    (body) => body['stream'] === true,
    "Unsupported value: 'stream' does not support true with this model.",
  ],
  reasoning_effort: [
    (body) => 'reasoning_effort' in body,
    'Unrecognized request argument supplied: reasoning_effort',
  ],
  response_format: [
    (body) => 'response_format' in body,
    "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
  ],
  system: [
    (body) => JSON.stringify(body['messages']).includes('"system"'),
    "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
  ],
};
const all = Object.keys(refusable);
const hasIn = (name: string, body: Body) => refusable[name]?.[0](body) === true;

describe('a server that refuses what it is asked with', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  /** Refuses with what `says` of the refused names that a request has. */
  async function serve(
    refused: readonly string[],
    says: (found: readonly string[]) => string,
    choices = 3,
  ) {
    server = new ScriptedServer((asked, ordinal) => {
      const raw = server.received[ordinal]?.raw ?? {};
      const found = refused.filter((name) => hasIn(name, raw));
      if (found.length > 0) return { kind: 'status', status: 400, message: says(found) };
      const samples = Array.from({ length: Math.min(choices, asked.n ?? 1) }, (_, n) => `s${n}`);
      return { kind: 'answer', samples };
    });
    const endpoint = { baseUrl: await server.start(), model: 'm' };
    const memory = new TraitMemory();
    const open = () => new ServerModel(endpoint, { random: steady, clock, memory });
    const ask = (model: ServerModel, asked = request) =>
      model.complete(asked, { signal: new AbortController().signal, action: 'a' });
    return { open, ask, memory, endpoint };
  }

  const oneOf = ([first = '']: readonly string[]) => refusable[first]?.[1] ?? '';
  const sets: readonly (readonly string[])[] = [
    ...all.map((name) => [name]),
    ['temperature', 'max_tokens', 'n'],
    ['response_format', 'reasoning_effort', 'stop'],
    ['stream_options', 'n', 'system', 'temperature'],
    all.filter((name) => name !== 'stream'),
    all,
  ];

  for (const refused of sets) {
    it(`learns it once and for the next runs: ${refused.join(', ')}, named one at a time`, async () => {
      const { open, ask } = await serve(refused, oneOf);
      const result = await ask(open());
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(result.value.samples.length, 3);
      // One refusal for each, and for stream_options together with stream.
      const refusals = server.received.filter(({ raw }) =>
        refused.some((name) => hasIn(name, raw)),
      );
      assert.ok(refusals.length <= refused.length, `${refusals.length} refused`);
      // What was not refused is still sent.
      const last = server.received.at(-1)?.raw ?? {};
      const gone = ['n', ...(refused.includes('stream') ? ['stream_options'] : [])];
      const kept = all.filter((name) => !refused.includes(name) && !gone.includes(name));
      assert.deepEqual(
        kept.filter((name) => name !== 'max_tokens' && !hasIn(name, last)),
        [],
      );
      const before = server.received.length;
      const again = await ask(open());
      assert.ok(again.ok);
      assert.deepEqual(again.value.notices, []);
      assert.equal(server.received.length - before, refused.includes('n') ? 3 : 1);
    });

    it(`learns it from a list of all that it does not take: ${refused.join(', ')}`, async () => {
      const { open, ask } = await serve(
        refused,
        () =>
          `Unsupported parameters: ${refused.map((name) => (name === 'system' ? 'system role' : `'${name}'`)).join(', ')}`,
      );
      const result = await ask(open());
      assert.ok(result.ok, JSON.stringify(result));
      const refusals = server.received.filter(({ raw }) =>
        refused.some((name) => hasIn(name, raw)),
      );
      assert.ok(refusals.length <= refused.length + 1, `${refusals.length} refused`);
    });

    it(`finds it out where nothing is named: ${refused.join(', ')}`, async () => {
      const { open, ask, memory, endpoint } = await serve(refused, () => 'Bad request');
      const result = await ask(open());
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(result.value.samples.length, 3);
      assert.ok(result.value.notices.length > 0);
      const refusals = server.received.filter(({ raw }) =>
        refused.some((name) => hasIn(name, raw)),
      );
      assert.ok(refusals.length <= 3, `${refusals.length} refused`);
      const traits = await memory.read(endpoint);
      assert.ok((traits.refuses ?? []).length > 0 || traits.limitName !== undefined);
      const before = server.received.length;
      const again = await ask(open());
      assert.ok(again.ok);
      const asked = server.received.slice(before);
      assert.ok(asked.every(({ raw }) => !refused.some((name) => hasIn(name, raw))));
    });
  }

  it('is left alone where it refuses whatever it is asked with', async () => {
    server = new ScriptedServer(() => ({ kind: 'status', status: 400, message: 'Bad request' }));
    const endpoint = { baseUrl: await server.start(), model: 'm' };
    const memory = new TraitMemory();
    const model = new ServerModel(endpoint, { random: steady, clock, memory });
    const ask = () =>
      model.complete(request, { signal: new AbortController().signal, action: 'a' });
    const result = await ask();
    assert.ok(!result.ok && result.error.reason === 'rejected');
    assert.match(result.error.message, /rejected the request \(400\): Bad request/);
    assert.equal(server.received.length, 4);
    const bodies = new Set(server.received.map(({ raw }) => JSON.stringify(raw)));
    assert.equal(bodies.size, 4, 'nothing is asked twice');
    // It was no parameter, so nothing is learnt and nothing is tried again.
    assert.deepEqual(await memory.read(endpoint), {});
    await ask();
    assert.equal(server.received.length, 5);
  });

  it('is found out once where several requests are under way', async () => {
    const { open, ask } = await serve(['temperature', 'n'], () => 'Bad request', 1);
    const model = open();
    const results = await Promise.all([ask(model), ask(model), ask(model)]);
    assert.ok(results.every((result) => result.ok && result.value.samples.length === 3));
    const refused = server.received.filter(({ raw }) => 'temperature' in raw || 'n' in raw);
    assert.ok(refused.length <= 3, `${refused.length} refused`);
  });
});
