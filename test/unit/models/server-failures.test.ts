import assert from 'node:assert/strict';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import type { ModelLimits } from '../../../src/node/models/endpoint.ts';
import type { ModelRequest, Random } from '../../../src/core/ports.ts';
import { ScriptedServer, type Behaviour, type Script } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add(a, b).' }],
  samples: 1,
  temperature: 0.8,
  maxTokens: 2048,
};

describe('a server that fails in its own way', () => {
  let server: ScriptedServer;

  async function ask(script: Script, limits: Partial<ModelLimits> = {}, samples = 1) {
    server = new ScriptedServer(script);
    const baseUrl = await server.start();
    const model = new ServerModel(
      { baseUrl, model: 'm' },
      { random: steady, clock },
      { backoffMs: 1, attempts: 2, ...limits },
    );
    return model.complete(
      { ...request, samples },
      { signal: new AbortController().signal, action: 'test' },
    );
  }

  async function failure(behaviour: Behaviour) {
    const result = await ask(() => behaviour);
    assert.ok(!result.ok, JSON.stringify(result));
    return result.error;
  }

  afterEach(() => server.stop());

  const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
  const sse = (...values: unknown[]): Behaviour => ({
    kind: 'raw',
    type: 'text/event-stream',
    body: `${values.map(event).join('')}data: [DONE]\n\n`,
  });
  const json = (value: unknown, status = 200): Behaviour => ({
    kind: 'raw',
    status,
    type: 'application/json',
    body: JSON.stringify(value),
  });

  const failures: readonly (readonly [string, Behaviour, string, RegExp])[] = [
    [
      'a failure with status 200',
      json({ error: 'the mill is shut' }),
      'server-error',
      /the mill is shut/,
    ],
    [
      'the true status inside',
      json({ error: { message: 'pay first', code: 402 } }),
      'out-of-credit',
      /pay first/,
    ],
    [
      'an unknown model with status 200',
      json({ object: 'error', message: 'The model `x` does not exist.', code: 404 }),
      'not-configured',
      /does not exist/,
    ],
    [
      'a failure in the stream',
      sse({ error: { message: 'the mill is shut', code: 502 } }),
      'server-error',
      /502: the mill is shut/,
    ],
    [
      'an event of the type error',
      { kind: 'raw', type: 'text/event-stream', body: 'event: error\ndata: the mill is shut\n\n' },
      'server-error',
      /the mill is shut/,
    ],
    [
      'a page',
      { kind: 'raw', status: 502, type: 'text/html', body: '<h1>The mill is shut</h1>' },
      'server-error',
      /502: The mill is shut/,
    ],
    ['402', json({ detail: 'zebra' }, 402), 'out-of-credit', /zebra/],
    [
      'a quota that is used up',
      json({ error: { message: 'zebra', code: 'insufficient_quota' } }, 429),
      'out-of-credit',
      /zebra/,
    ],
    ['a rejected request', json({ message: 'zebra' }, 400), 'rejected', /\(400\): zebra\./],
    [
      'an unprocessable one',
      json({ detail: [{ loc: ['body', 'x'], msg: 'zebra' }] }, 422),
      'rejected',
      /x: zebra/,
    ],
    ['a rate limit', json({ error: { message: 'zebra' } }, 429), 'rate-limited', /zebra/],
    [
      'a status without words',
      { kind: 'raw', status: 500, type: 'text/plain', body: '' },
      'server-error',
      /500: without a word/,
    ],
    [
      'an unknown model',
      json({ error: { message: "model 'x' not found, try pulling it first" } }, 404),
      'not-configured',
      /pulling/,
    ],
  ];
  for (const [what, behaviour, reason, words] of failures) {
    it(`is quoted: ${what}`, async () => {
      const error = await failure(behaviour);
      assert.equal(error.reason, reason, error.message);
      assert.match(error.message, words);
    });
  }

  for (const said of [
    "This model's maximum context length is 100 tokens.",
    'the request exceeds the available context size, try increasing it',
    'prompt is too long: 212345 tokens > 200000 maximum',
    'Requested tokens (2285) exceed context window of 2048',
    'The input token count (1200000) exceeds the maximum number of tokens allowed (1048575).',
    'Please reduce the length of the messages.',
    'Input is too long for requested model.',
  ]) {
    it(`has a context that is too short: ${said.slice(0, 50)}`, async () => {
      const error = await failure(json({ error: { message: said } }, 400));
      assert.equal(error.reason, 'context-too-long');
      assert.ok(error.message.includes(said.replace(/\.$/, '')));
      assert.equal(server.received.length, 1, 'the same is not asked again');
    });
  }

  const empty: readonly (readonly [string, Behaviour, RegExp])[] = [
    [
      'a refusal',
      json({ choices: [{ message: { content: null, refusal: 'I will not.' } }] }),
      /refused: I will not\./,
    ],
    [
      'a refusal in parts, streamed',
      sse(
        { choices: [{ index: 0, delta: { content: [{ type: 'refusal', refusal: 'I will ' }] } }] },
        { choices: [{ index: 0, delta: { refusal: 'not.' }, finish_reason: 'stop' }] },
      ),
      /refused: I will not\./,
    ],
    [
      'a filter',
      sse({ choices: [{ index: 0, delta: {}, finish_reason: 'content_filter' }] }),
      /content filter/,
    ],
    [
      'null',
      json({ choices: [{ message: { content: null }, finish_reason: 'stop' }] }),
      /empty answer/,
    ],
    [
      'thoughts alone',
      json({
        choices: [{ message: { content: null, reasoning_content: 'hm' }, finish_reason: 'stop' }],
      }),
      /reasoned and gave no answer/,
    ],
    [
      'a limit',
      json({ choices: [{ message: { content: '' }, finish_reason: 'length' }] }),
      /limit of tokens/,
    ],
    [
      'a failed choice',
      json({
        choices: [
          { message: { content: '' }, error: { message: 'zebra' }, finish_reason: 'error' },
        ],
      }),
      /zebra/,
    ],
  ];
  for (const [what, behaviour, why] of empty) {
    it(`says why an answer is empty: ${what}`, async () => {
      const result = await ask(() => behaviour);
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(result.value.samples[0]?.text, '');
      assert.match(result.value.samples[0].why ?? '', why);
    });
  }

  it('is not asked again where its address cannot be used', async () => {
    server = new ScriptedServer(() => ({ kind: 'hang' }));
    const plain = await server.start();
    const cases = [
      ['http://127.0.0.1:6000/v1', /cannot be used as an address \(bad port\)/],
      [plain.replace('http:', 'https:'), /does not speak TLS .* begin the base URL with http:/],
    ] as const;
    for (const [baseUrl, message] of cases) {
      const waits: number[] = [];
      const model = new ServerModel(
        { baseUrl, model: 'm' },
        { random: { ...steady, next: () => (waits.push(1), 0.5) }, clock },
        { backoffMs: 1, attempts: 6 },
      );
      const result = await model.complete(request, {
        signal: new AbortController().signal,
        action: 'test',
      });
      assert.ok(!result.ok);
      assert.equal(result.error.reason, 'not-configured');
      assert.match(result.error.message, message);
      assert.deepEqual(waits, [], 'it waited for another attempt');
    }
  });

  it('keeps what came before a failure, and tells of it', async () => {
    const result = await ask(() =>
      sse(
        { choices: [{ index: 0, delta: { content: 'def add' } }] },
        { error: { message: 'zebra' } },
      ),
    );
    assert.ok(result.ok);
    assert.deepEqual(result.value.samples, [{ text: 'def add', finish: 'cut' }]);
    assert.match(result.value.notices.join(), /zebra/);
  });

  it('is asked for as many tokens as it gives', async () => {
    const result = await ask((body) =>
      (body.max_tokens ?? 0) > 1000
        ? { kind: 'status', status: 400, message: 'max_tokens: 2,048 > 1,000, the maximum allowed' }
        : { kind: 'answer', samples: ['x'] },
    );
    assert.ok(result.ok);
    assert.match(result.value.notices.join(), /at most 1000 tokens/);
    assert.deepEqual(
      server.received.map(({ body }) => body.max_tokens),
      [2048, 1000],
    );
  });

  it('is asked for half where it names no number, until it takes it', async () => {
    const result = await ask((body) =>
      (body.max_tokens ?? 0) > 300
        ? { kind: 'status', status: 400, message: 'max_tokens is too large' }
        : { kind: 'answer', samples: ['x'] },
    );
    assert.ok(result.ok);
    assert.deepEqual(
      server.received.map(({ body }) => body.max_tokens),
      [2048, 1024, 512, 256],
    );
    assert.equal(result.value.notices.length, 1, 'what was learnt is told once');
  });

  it('is asked without a limit where it takes none by any name', async () => {
    const result = await ask((body) => {
      const name = ['max_tokens', 'max_completion_tokens'].find((each) => each in body);
      return name === undefined
        ? { kind: 'answer', samples: ['x'] }
        : { kind: 'status', status: 422, message: `${name}: extra fields not permitted` };
    });
    assert.ok(result.ok);
    assert.equal(server.received.length, 3);
  });

  it('is asked for an answer as long as its context has room for', async () => {
    const result = await ask((body) =>
      (body.max_tokens ?? 0) > 1200
        ? {
            kind: 'status',
            status: 400,
            message:
              "This model's maximum context length is 2000 tokens. However, you requested 2848 tokens (800 in the messages, 2048 in the completion).",
          }
        : { kind: 'answer', samples: ['x'] },
    );
    assert.ok(result.ok);
    assert.deepEqual(
      server.received.map(({ body }) => body.max_tokens),
      [2048, 1200],
    );
  });

  it('is asked without streaming where it does not stream', async () => {
    const result = await ask((body) =>
      body.stream === true
        ? {
            kind: 'status',
            status: 400,
            message: 'must be verified to stream this model',
            param: 'stream',
          }
        : { kind: 'answer', samples: ['x'] },
    );
    assert.ok(result.ok);
    assert.equal(server.received.at(-1)?.body.stream_options, undefined);
  });
});

describe('a server that is not to be trusted', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  async function ask(behaviour: Behaviour, limits: Partial<ModelLimits> = {}) {
    server = new ScriptedServer(() => behaviour);
    const model = new ServerModel(
      { baseUrl: await server.start(), model: 'm' },
      { random: steady, clock },
      { attempts: 1, ...limits },
    );
    const signal = new AbortController().signal;
    return model.complete({ ...request, samples: 2 }, { signal, action: 'test' });
  }

  it('gives no more samples than were asked for, whatever their numbers', async () => {
    const choice = (index: number, content: string) => ({
      index,
      delta: { content },
      finish_reason: 'stop',
    });
    const body = `data: ${JSON.stringify({ choices: [choice(9_999_999, 'b'), choice(-3, 'a'), choice(1, 'c')] })}\n\ndata: [DONE]\n\n`;
    const result = await ask({ kind: 'raw', type: 'text/event-stream', body });
    assert.ok(result.ok);
    assert.deepEqual(
      result.value.samples.map(({ text }) => text),
      ['a', 'b'],
    );
  });

  it('is not listened to without end, be it text, thoughts, comments or nothing', async () => {
    const delta = (content: object) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: content }] })}\n\n`;
    const text = await ask({ kind: 'endless', piece: delta({ content: 'x'.repeat(500) }) });
    assert.ok(text.ok && text.value.samples[0]?.stopped === 'rambles');
    assert.equal(text.value.samples[0].finish, 'cut');
    await server.stop();
    const thoughts = await ask({ kind: 'endless', piece: delta({ reasoning: 'x'.repeat(500) }) });
    assert.ok(thoughts.ok && /still reasoning/.test(thoughts.value.samples[0]?.why ?? ''));
    await server.stop();
    for (const piece of [': wait\n\n', delta({}), delta({ content: '' })]) {
      const result = await ask({ kind: 'endless', piece }, { firstTokenMs: 50, idleMs: 50 });
      assert.ok(!result.ok);
      assert.match(result.error.message, /no first token|more than \d+ (events|MiB)/);
      await server.stop();
    }
    const whole = await ask({
      kind: 'endless',
      piece: ' '.repeat(2 ** 16),
      type: 'application/json',
    });
    assert.ok(!whole.ok);
    assert.match(whole.error.message, /more than \d+ MiB/);
  });

  it('has so long for an answer, however busy it is', async () => {
    const piece = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x' } }] })}\n\n`;
    const result = await ask({ kind: 'endless', piece, everyMs: 5 }, { answerMs: 60 });
    assert.ok(result.ok);
    assert.equal(result.value.samples[0]?.finish, 'cut');
    assert.match(result.value.notices.join(), /not done with its answer/);
  });
});
