import assert from 'node:assert/strict';
import type { ModelRequest, Random } from '../../../src/core/ports.ts';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import { allDialects, dialects, dialectScript, type Dialect } from '../../support/dialects.ts';
import { ScriptedServer, type Script } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const tick = '```';
const block = `${tick}python\ndef add(a, b):\n    return a + b\n${tick}\n`;
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add(a, b).' }],
  samples: 1,
  temperature: 0.8,
  maxTokens: 20_000,
};

const loop = `${tick}python\ndef add(a, b):\n${'    total = total + step(a)\n'.repeat(3000)}`;
const chatter = `${block}${Array.from({ length: 1500 }, (_, n) => `And ${n ** 3 % 997} more is ${n ** 2 % 991}.`).join(' ')}`;
const prose = Array.from({ length: 1500 }, (_, n) => `We see that ${n ** 3 % 997} is less.`).join(
  '\n',
);

describe('a stream from which nothing useful is to be expected any more', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  async function ask(script: Script, { base, api }: Partial<Dialect> = {}, asked = request) {
    server = new ScriptedServer(script);
    const endpoint = { baseUrl: await server.start(base), model: 'm', ...(api ? { api } : {}) };
    const model = new ServerModel(endpoint, { random: steady, clock });
    const result = await model.complete(asked, {
      signal: new AbortController().signal,
      action: 'a',
    });
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }

  /** The same answers by servers that never come to their end: what they say last is a comment. */
  function endless(script: Script): Script {
    return async (asked, ordinal) => {
      const behaviour = await script(asked, ordinal);
      assert.ok(behaviour.kind === 'wire');
      if (behaviour.status !== undefined) return behaviour;
      const { pieces, headers } = behaviour;
      const piece = (n: number) => pieces.slice(n * 50, (n + 1) * 50).join('') || ': more\n\n';
      return { kind: 'endless', piece, type: headers['content-type'] ?? '' };
    };
  }

  /** The event of a chat completion that carries a piece. */
  const event = (content: string, index = 0, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index, delta: { content }, finish_reason: finish }] })}\n\n`;

  const kinds = [
    { text: loop, stopped: 'repeats', finish: 'cut', says: /repeated itself/ },
    { text: chatter, stopped: 'goes-on', finish: 'stop', says: /went on after its code/ },
    { text: prose, stopped: 'rambles', finish: 'cut', says: /prose without end/ },
  ] as const;

  for (const dialect of allDialects) {
    for (const { text, stopped, finish, says } of kinds) {
      it(`is ended on the wire: ${dialect.name}, ${stopped}`, async () => {
        const { script } = dialectScript({ dialect, thinks: 50, author: () => [text] });
        const { samples, usage, notices } = await ask(endless(script), dialect);
        await server.left(1);
        assert.equal(server.abandoned, 1);
        const [sample] = samples;
        assert.deepEqual([sample?.stopped, sample?.finish], [stopped, finish]);
        assert.ok((sample?.text.length ?? 0) < text.length / 2, String(sample?.text.length));
        assert.ok(
          notices.some((notice) => says.test(notice)),
          notices.join('\n'),
        );
        // What came is counted, the rest up to the limit is what was saved.
        assert.ok(usage.estimated);
        const { completionTokens, savedTokens = 0 } = usage;
        assert.ok(Math.abs(completionTokens + savedTokens - 20_000) < 20, JSON.stringify(usage));
        assert.ok(savedTokens > 10_000);
      });
    }
  }

  it('lets the other samples of an answer come to their ends', async () => {
    const others = block.match(/[^]{1,9}/g) ?? [];
    const pieces = loop
      .split(/(?<=\n)/)
      .slice(0, 100)
      .flatMap((line, n) => [event(line, 0), event(others[n] ?? '', 1, n === 99 ? 'stop' : null)]);
    const { samples, usage } = await ask(
      () => ({ kind: 'endless', piece: (n) => pieces[n] ?? event('', 0) }),
      {},
      { ...request, samples: 2 },
    );
    assert.deepEqual(
      samples.map(({ text, finish, stopped }) => [
        text.length > 100 ? 'loop' : text,
        finish,
        stopped,
      ]),
      [
        ['loop', 'cut', 'repeats'],
        [block, 'stop', undefined],
      ],
    );
    assert.ok((usage.savedTokens ?? 0) > 15_000);
    await server.left(1);
  });

  it('is not waited for where other samples do not begin', async () => {
    const { samples } = await ask(
      (_request, ordinal) =>
        ordinal === 0
          ? { kind: 'endless', piece: event('    total = total + step(a)\n') }
          : { kind: 'answer', samples: [block] },
      {},
      { ...request, samples: 2 },
    );
    assert.deepEqual(
      samples.map(({ stopped }) => stopped),
      ['rambles', undefined],
    );
  });

  it('says nothing of an answer that came as a whole', async () => {
    const { samples, usage } = await ask(() => ({ kind: 'unstreamed', samples: [chatter] }));
    assert.deepEqual([samples[0]?.text, samples[0]?.stopped], [chatter, undefined]);
    assert.equal(usage.savedTokens, undefined);
  });

  const streaming: readonly Dialect[] = [
    dialects.ollama,
    ...allDialects.filter((each) => 'events' in each),
  ];
  for (const dialect of streaming) {
    it(`is ended on the wire where the user stops it: ${dialect.name}`, async () => {
      const controller = new AbortController();
      const { script } = dialectScript({ dialect, thinks: 50, author: () => [block] });
      server = new ScriptedServer(endless(script));
      const { base, api } = dialect;
      const endpoint = { baseUrl: await server.start(base), model: 'm', ...(api ? { api } : {}) };
      const model = new ServerModel(endpoint, { random: steady, clock });
      const result = await model.complete(request, {
        signal: controller.signal,
        action: 'a',
        onProgress: () => controller.abort(),
      });
      assert.ok(!result.ok && result.error.reason === 'cancelled', JSON.stringify(result));
      await server.left(1);
      assert.equal(server.abandoned, 1);
    });
  }
});
