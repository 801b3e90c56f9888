import assert from 'node:assert/strict';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import type { ModelLimits } from '../../../src/node/models/endpoint.ts';
import type { ModelReply, ModelRequest, ModelWait, Random } from '../../../src/core/ports.ts';
import { ScriptedServer, type Behaviour, type Script } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => Date.parse('2026-01-01T00:00:00Z'), monotonic: () => 0 };
const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'Write Python.' },
    { role: 'user', content: 'Write add(a, b).' },
  ],
  samples: 3,
  temperature: 0.8,
  maxTokens: 100,
};
const three = ['one', 'two', 'three'];

function serial(...behaviours: Behaviour[]): Script {
  return (_request, ordinal) => behaviours[Math.min(ordinal, behaviours.length - 1)]!;
}

describe('ServerModel', () => {
  let server: ScriptedServer;

  async function ask(
    script: Script,
    options: {
      limits?: Partial<ModelLimits>;
      request?: Partial<ModelRequest>;
      apiKey?: string;
      signal?: AbortSignal;
    } = {},
  ) {
    server = new ScriptedServer(script);
    const baseUrl = await server.start();
    const model = new ServerModel(
      { baseUrl, model: 'scripted', ...(options.apiKey ? { apiKey: options.apiKey } : {}) },
      { random: steady, clock },
      { backoffMs: 1, ...options.limits },
    );
    const waits: ModelWait[] = [];
    const complete = () =>
      model.complete(
        { ...request, ...options.request },
        {
          signal: options.signal ?? new AbortController().signal,
          action: 'test',
          onWait: (wait) => waits.push(wait),
        },
      );
    return { result: await complete(), again: complete, model, waits };
  }

  function texts(result: { ok: boolean; value?: ModelReply }): string[] {
    assert.ok(result.ok, JSON.stringify(result));
    return result.value!.samples.map((sample) => sample.text);
  }

  afterEach(() => server.stop());

  it('streams n samples and reports the usage that the server counts', async () => {
    const long = three.map((text) => text.repeat(50));
    const { result } = await ask(serial({ kind: 'answer', samples: long }));
    assert.deepEqual(texts(result), long);
    assert.ok(result.ok && !result.value.usage.estimated);
    assert.equal(server.received[0]!.body.n, 3);
  });

  it('sends the key as a bearer token, and none to a server without a key', async () => {
    await ask(serial({ kind: 'answer', samples: three }), { apiKey: 'secret' });
    assert.equal(server.received[0]!.headers.authorization, 'Bearer secret');
    await server.stop();
    await ask(serial({ kind: 'answer', samples: three }));
    assert.equal(server.received[0]!.headers.authorization, undefined);
  });

  it('lets runs take turns, however many requests one of them has', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const script: Script = async () => {
      await held;
      return { kind: 'answer', samples: ['x'] };
    };
    server = new ScriptedServer(script);
    const model = new ServerModel(
      { baseUrl: await server.start(), model: 'm' },
      { random: steady, clock },
      {
        concurrency: 4,
      },
    );
    const ask = (run: string) =>
      model.complete(
        { ...request, samples: 1, messages: [{ role: 'user', content: run }] },
        { signal: new AbortController().signal, action: 'a', run },
      );
    const large = Array.from({ length: 40 }, () => ask('large'));
    const small = Array.from({ length: 3 }, () => ask('small'));
    release();
    await Promise.all([...large, ...small]);
    const order = server.received.map(({ body }) => body.messages.at(-1)?.content);
    assert.equal(order.length, 43);
    // The first four were under way before the small run came; from then on they alternate.
    assert.ok(order.lastIndexOf('small') < 4 + 8, order.join(' '));
    assert.ok(server.mostActive <= 4);
  });

  it('asks for the rest, side by side, where a server gives one choice', async () => {
    const { result, again } = await ask((_body, ordinal) => ({
      kind: 'answer',
      samples: [`sample ${ordinal}`],
    }));
    assert.deepEqual(texts(result), ['sample 0', 'sample 1', 'sample 2']);
    assert.ok(result.ok && result.value.notices.length === 1);
    assert.deepEqual(
      server.received.map(({ body }) => body.n),
      [3, undefined, undefined],
    );
    const second = await again();
    assert.ok(second.ok && second.value.notices.length === 0, 'the notice is given once');
    assert.equal(server.received.length, 6, 'n is not tried again');
  });

  for (const [parameter, message] of [
    ['temperature', "Unsupported value: 'temperature' does not support 0.8 with this model."],
    ['max_tokens', "Unsupported parameter: 'max_tokens' is not supported with this model."],
    ['stream_options', 'stream_options: extra fields not permitted'],
    ['n', 'n must be 1'],
  ] as const) {
    it(`drops or translates ${parameter} when a 400 names it, and remembers`, async () => {
      const script: Script = (body) =>
        parameter in body
          ? { kind: 'status', status: 400, message }
          : { kind: 'answer', samples: Array.from({ length: body.n ?? 1 }, () => 'x') };
      const { result, again } = await ask(script);
      assert.equal(texts(result).length, 3);
      assert.ok(result.ok && result.value.notices.length === 1);
      const seen = server.received.length;
      await again();
      assert.ok(server.received.slice(seen).every(({ body }) => !(parameter in body)));
    });
  }

  it('lets requests that were under way when a sibling learnt try again', async () => {
    const script: Script = (body) => {
      if (body.n !== undefined) return { kind: 'status', status: 400, message: 'n must be 1' };
      if (body.temperature !== undefined)
        return {
          kind: 'status',
          status: 400,
          message: 'temperature is fixed',
          param: 'temperature',
        };
      return { kind: 'answer', samples: ['x'] };
    };
    const { result } = await ask(script, { request: { samples: 5 } });
    assert.equal(texts(result).length, 5);
  });

  it('moves instructions into the user message for a server without a system role', async () => {
    const { result } = await ask((body) =>
      body.messages.some((message) => message.role === 'system')
        ? { kind: 'status', status: 400, message: 'System role not supported' }
        : { kind: 'answer', samples: three },
    );
    assert.equal(texts(result).length, 3);
    assert.match(
      server.received.at(-1)!.body.messages[0]!.content,
      /Write Python\.[^]*add\(a, b\)/,
    );
  });

  it('waits as long as Retry-After says and goes on', async () => {
    const busy = { kind: 'status', status: 429, message: 'slow down' } as const;
    const { result, waits } = await ask(
      serial(
        { ...busy, headers: { 'retry-after': '0' } },
        { ...busy, headers: { 'retry-after-ms': '2' } },
        { ...busy, headers: { 'retry-after': 'Wed, 31 Dec 2025 23:59:59 GMT' } },
        { kind: 'answer', samples: three },
      ),
    );
    assert.equal(texts(result).length, 3);
    assert.deepEqual(
      waits,
      [0, 2, 0].map((ms) => ({ why: 'rate-limited', ms })),
    );
    assert.equal(server.received.length, 4);
  });

  it('does not wait longer than allowed', async () => {
    const { result } = await ask(
      serial({ kind: 'status', status: 429, message: 'x', headers: { 'retry-after': '3600' } }),
    );
    assert.ok(!result.ok && result.error.reason === 'rate-limited');
    assert.match(result.error.message, /wait 3600 s/);
    assert.equal(server.received.length, 1);
  });

  it('retries server errors, and gives up after the allowed attempts', async () => {
    const { result } = await ask(serial({ kind: 'status', status: 500, message: 'oops' }), {
      limits: { attempts: 3 },
    });
    assert.ok(!result.ok && result.error.reason === 'server-error');
    assert.equal(server.received.length, 3);
  });

  it('does not retry a refused key or an unknown model', async () => {
    for (const [status, reason] of [
      [401, 'unauthorised'],
      [404, 'not-configured'],
    ] as const) {
      const { result } = await ask(serial({ kind: 'status', status, message: 'no' }));
      assert.ok(!result.ok && result.error.reason === reason);
      assert.equal(server.received.length, 1);
      await server.stop();
    }
  });

  it('gives up on a server that never answers', async () => {
    const { result } = await ask(serial({ kind: 'hang' }), {
      limits: { firstTokenMs: 30, attempts: 2 },
    });
    assert.ok(!result.ok && result.error.reason === 'timeout');
    assert.equal(server.received.length, 2);
  });

  it('keeps what had arrived when a stream is cut or stalls', async () => {
    for (const behaviour of [
      { kind: 'cut', sample: 'def add(a, b):\n    return a + b', characters: 20 },
      { kind: 'stall', sample: 'def add(a, b):\n    r' },
    ] as const) {
      const { result } = await ask(serial(behaviour), {
        limits: { idleMs: 50 },
        request: { samples: 1 },
      });
      assert.ok(result.ok);
      assert.deepEqual(result.value.samples, [{ text: 'def add(a, b):\n    r', finish: 'cut' }]);
      await server.stop();
    }
  });

  it('reads an answer from a server that does not stream', async () => {
    const { result } = await ask(serial({ kind: 'unstreamed', samples: three }));
    assert.deepEqual(texts(result), three);
  });

  it('explains answers that are no chat completion', async () => {
    for (const [type, body] of [
      ['text/html', '<html>a login page</html>'],
      ['application/json', '{"hello": "world"}'],
      ['application/json', 'not json at all'],
      ['text/event-stream', 'data: {"choices": [\n\n'],
      ['text/event-stream', ''],
    ] as const) {
      const { result } = await ask(serial({ kind: 'raw', type, body }), {
        limits: { attempts: 2 },
      });
      assert.ok(!result.ok, type);
      assert.equal(result.error.reason, 'bad-response', `${type}: ${body}`);
      await server.stop();
    }
  });

  it('says when nothing listens', async () => {
    const { again } = await ask(serial({ kind: 'answer', samples: three }), {
      limits: { attempts: 1 },
    });
    await server.stop();
    const result = await again();
    assert.ok(!result.ok && result.error.reason === 'unreachable');
    assert.match(result.error.message, /ECONNREFUSED/);
  });

  it('does not follow a redirect with the key', async () => {
    const { result } = await ask(
      serial({
        kind: 'status',
        status: 307,
        message: '',
        headers: { location: 'http://127.0.0.1:1/v1/chat/completions' },
      }),
      { apiKey: 'secret', limits: { attempts: 1 } },
    );
    assert.ok(!result.ok && result.error.reason === 'not-configured');
    assert.match(result.error.message, /redirects to http:\/\/127\.0\.0\.1:1\//);
  });

  it('abandons the request at once when cancelled', async () => {
    const controller = new AbortController();
    const { result } = await ask(
      () => {
        controller.abort();
        return { kind: 'hang' };
      },
      { signal: controller.signal },
    );
    assert.ok(!result.ok && result.error.reason === 'cancelled');
  });

  it('gets all samples from a server that is overloaded at first', async () => {
    const { result } = await ask(
      (body, ordinal) => {
        if (body.n) return { kind: 'status', status: 400, message: 'n must be 1' };
        return ordinal <= 8
          ? { kind: 'status', status: 429, message: 'busy', headers: { 'retry-after': '0' } }
          : { kind: 'answer', samples: ['x'] };
      },
      { request: { samples: 12 }, limits: { attempts: 10 } },
    );
    assert.equal(texts(result).length, 12);
  });
});
