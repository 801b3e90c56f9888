import assert from 'node:assert/strict';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import { TraitMemory } from '../../../src/node/models/trait-store.ts';
import { AnswerRoom, merged } from '../../../src/core/engine/answer-room.ts';
import type { ModelReply, ModelRequest, Random, SampleProgress } from '../../../src/core/ports.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';
import { allDialects, dialectScript, type Dialect, type Trouble } from '../../support/dialects.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const code = '```python\ndef add(a, b):\n    return a + b\n```';
const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'Write Python.' },
    { role: 'user', content: 'Write add(a, b).' },
  ],
  samples: 2,
  temperature: 0.8,
  maxTokens: 500,
};
const signal = new AbortController().signal;

/** As a run asks: with the room that is known, once more where that is too little. */
async function answerOf(model: ServerModel): Promise<ModelReply> {
  const options = { signal, action: 'a' };
  const room = new AnswerRoom(await model.traits());
  const asked = room.given(request);
  const first = await model.complete(asked, options);
  assert.ok(first.ok, JSON.stringify(first));
  const again = room.hear(asked, first.value);
  if (!again) return first.value;
  const samples = again.samples.length;
  const second = await model.complete(room.given({ ...request, samples }), options);
  assert.ok(second.ok, JSON.stringify(second));
  return merged(again, second.value);
}

describe('servers as they are', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  async function serve(
    dialect: Dialect,
    options: { thinks?: number; trouble?: Trouble; keepReasoning?: boolean } = {},
  ) {
    const { thinks = 100, trouble, keepReasoning = false } = options;
    const author = () => [code, code];
    const { script, ledger } = dialectScript({
      dialect,
      thinks,
      author,
      ...(trouble && { trouble }),
    });
    server = new ScriptedServer(script);
    const { base, api } = dialect;
    const endpoint = { baseUrl: await server.start(base), model: 'm', ...(api ? { api } : {}) };
    const memory = new TraitMemory();
    const settings = { backoffMs: 1, attempts: 3, keepReasoning };
    const open = () => new ServerModel(endpoint, { random: steady, clock, memory }, settings);
    return { model: open(), reopened: open, ledger, endpoint, memory };
  }

  for (const dialect of allDialects) {
    describe(dialect.name, () => {
      it('gives its answers without its reasoning, which is counted and told of', async () => {
        const { model, ledger } = await serve(dialect, { thinks: 400 });
        const heard: SampleProgress[] = [];
        const result = await model.complete(request, {
          signal,
          action: 'a',
          onProgress: (_sample, so) => heard.push(so),
        });
        assert.ok(result.ok, JSON.stringify(result));
        const { samples, usage } = result.value;
        assert.deepEqual(
          samples.map(({ text, finish }) => [text.trim(), finish]),
          [
            [code, 'stop'],
            [code, 'stop'],
          ],
        );
        assert.ok(samples.every(({ reasoning }) => reasoning === undefined));
        assert.ok(!usage.estimated);
        assert.equal(usage.completionTokens, ledger.completionTokens);
        assert.ok(Math.abs((usage.reasoningTokens ?? 0) - 800) <= 8, String(usage.reasoningTokens));
        const most = Math.max(...heard.map(({ reasoning }) => reasoning));
        const isSeen = dialect.showsReasoning !== false;
        assert.ok(isSeen ? most >= 1600 && most < 1700 : most === 0, String(most));
      });

      it('keeps what it thought only where that is wanted', async () => {
        const { model } = await serve(dialect, { keepReasoning: true });
        const result = await model.complete(request, { signal, action: 'a' });
        assert.ok(result.ok);
        const kept = result.value.samples.map(({ reasoning }) => reasoning?.trim().slice(0, 23));
        const isTold = 'events' in dialect || 'reasoning' in dialect;
        const thought = isTold ? 'I weigh the edge cases.' : undefined;
        assert.deepEqual(kept, [thought, thought]);
      });

      it('is asked once more with more room, and remembered', async () => {
        const { model, reopened, ledger } = await serve(dialect, { thinks: 900 });
        const reply = await answerOf(model);
        assert.deepEqual(
          reply.samples.map(({ text }) => text.trim()),
          [code, code],
        );
        assert.ok(((await model.traits()).reasoningTokens ?? 0) >= 500);
        const { refused } = ledger;
        const before = server.received.length;
        const again = await answerOf(reopened());
        assert.equal(ledger.refused, refused, 'nothing is refused any more');
        assert.equal(server.received.length - before, dialect.choices === 'n' ? 1 : 2);
        assert.deepEqual(again.notices, []);
      });

      const troubles: Readonly<Record<Trouble['kind'], RegExp | 'recovers'>> = {
        empty: /gave (an empty answer|no answer)/,
        null: /gave (an empty answer|no answer)/,
        refusal: /refused: I cannot help|withheld the answer \(prohibited_content\)/,
        cut: 'recovers',
        busy: 'recovers',
        error: 'recovers',
        parts: 'recovers',
      };
      for (const [kind, expected] of Object.entries(troubles)) {
        it(`gets over trouble: ${kind}`, async () => {
          const trouble = { kind: kind as Trouble['kind'], at: 0 };
          const { model } = await serve(dialect, { trouble });
          const result = await model.complete({ ...request, samples: 1 }, { signal, action: 'a' });
          assert.ok(result.ok, JSON.stringify(result));
          const [sample] = result.value.samples;
          if (expected !== 'recovers') assert.match(sample?.why ?? '', expected);
          else if (kind === 'cut' && sample?.finish === 'cut')
            assert.ok(code.startsWith(sample.text));
          else assert.equal(sample?.text.trim(), code);
        });
      }
    });
  }
});
