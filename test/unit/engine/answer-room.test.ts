import assert from 'node:assert/strict';
import { all, ask, type Routine } from '../../../src/core/engine/step.ts';
import type { ModelReply, ModelRequest, ModelTraits } from '../../../src/core/ports.ts';
import { ok } from '../../../src/core/result.ts';
import type { Solution } from '../../../src/core/solution.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import {
  benchOf,
  codeOf,
  echo,
  options,
  PortModel,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
} from './kit.ts';

const code = '```\nx = 1\n```';
const operator = echo('sample');
const nothing: Solution = { ...solutionOf(''), accepted: false, functions: [] };

function* askFor(node: string, samples = 1): Routine<string | undefined> {
  const asked = yield* ask(node, operator, { text: node, samples, maxTokens: 2000 });
  return asked.ok ? asked.value.output.join('|') : undefined;
}

/** Asks for each node after the other and joins what came. */
function asking(...nodes: readonly string[]) {
  return strategyOf(function* () {
    const came: (string | undefined)[] = [];
    for (const node of nodes) came.push(yield* askFor(node));
    const text = came.filter((each) => each !== undefined).join();
    return text === '' ? nothing : solutionOf(text);
  });
}

/** A model that thinks for so many tokens before it answers, and knows its traits. */
class Thinker extends PortModel {
  readonly limits: number[] = [];
  traitsNow: ModelTraits = {};

  constructor(thoughts: number, most = Infinity) {
    super((request) => {
      const limit = Math.min(request.maxTokens + (request.reasoningTokens ?? 0), most);
      this.limits.push(limit);
      return ok(replyOf(request, thoughts, limit));
    });
  }

  traits(): Promise<ModelTraits> {
    return Promise.resolve(this.traitsNow);
  }
}

function replyOf(request: ModelRequest, thoughts: number, limit: number): ModelReply {
  const isCut = thoughts + 10 > limit;
  const spent = isCut ? limit : thoughts + 10;
  const sample = isCut
    ? ({ text: '', finish: 'length', why: 'cut' } as const)
    : ({ text: code, finish: 'stop' } as const);
  return {
    samples: Array.from({ length: request.samples }, () => sample),
    usage: {
      promptTokens: 10,
      completionTokens: spent * request.samples,
      reasoningTokens: Math.min(thoughts, spent) * request.samples,
      estimated: false,
    },
    model: 'm',
    notices: [],
    ...(Number.isFinite(limit) && limit < request.maxTokens
      ? { learnt: { mostTokens: limit } }
      : {}),
  };
}

describe('room for reasoning', () => {
  it('is given once an answer was cut short, and from then on', async () => {
    const model = new Thinker(5000);
    const { engine } = benchOf(asking('a', 'b'), { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), `${code},${code}`);
    assert.deepEqual(model.limits, [2000, 2000 + 8192, 2000 + 16384]);
    assert.equal(result.view.tokens, 10 + 2000 + 2 * (10 + 5010), 'everything is paid for');
  });

  it('is there from the start where it is known, or set', async () => {
    const model = new Thinker(5000);
    model.traitsNow = { reasoningTokens: 8192 };
    const { engine } = benchOf(asking('a'), { model });
    valueOf(await engine.start(task, settingsOf(), options()));
    valueOf(await engine.start(task, settingsOf({ reasoningTokens: 6000 }), options()));
    assert.deepEqual(model.limits, [10192, 8000]);
  });

  it('makes no difference to a replay or a resume, whatever is known meanwhile', async () => {
    const model = new Thinker(5000);
    const { engine } = benchOf(asking('a', 'b', 'c'), { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    for (const known of [{}, { reasoningTokens: 30_000, mostTokens: 3000 }]) {
      model.traitsNow = known;
      const replayed = valueOf(await engine.replay(result.id, options()));
      assert.deepEqual(replayed.view, result.view);
      const forked = valueOf(await engine.resume(result.id, { ...options(), fork: true }));
      assert.equal(forked.state, 'solved');
    }
    assert.equal(model.limits.length, 4, 'nothing was asked again');
  });

  it('goes on after a kill between the two requests, without asking the first again', async () => {
    const model = new Thinker(5000);
    const { engine, store } = benchOf(asking('a'), { model });
    const { id } = valueOf(await engine.start(task, settingsOf(), options()));
    const lines = (store.files.get(id) ?? '').split('\n');
    const first = lines.findIndex((line) => line.includes('"type":"result"'));
    store.files.set(id, `${lines.slice(0, first + 1).join('\n')}\n`);
    model.traitsNow = { reasoningTokens: 30_000 };
    const resumed = valueOf(await engine.resume(id, options()));
    assert.equal(codeOf(resumed.solution), code);
    assert.deepEqual(model.limits, [2000, 10192, 10192]);
  });

  it('is asked for only for the samples that were cut', async () => {
    const asked: (readonly [samples: number, limit: number])[] = [];
    const model = new PortModel((request) => {
      const limit = request.maxTokens + (request.reasoningTokens ?? 0);
      asked.push([request.samples, limit]);
      const whole = replyOf(request, 0, limit);
      if (limit > 2000) return ok(whole);
      const cut = { text: '```\nx =', finish: 'length' } as const;
      return ok({ ...whole, samples: [...whole.samples.slice(1), cut] });
    });
    const strategy = strategyOf(function* () {
      return solutionOf((yield* askFor('a', 3)) ?? '');
    });
    const { engine } = benchOf(strategy, { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), [code, code, code].join('|'));
    // Half code without any reasoning: twice the limit, and no more than that.
    assert.deepEqual(asked, [
      [3, 2000],
      [1, 4000],
    ]);
  });

  it('is not asked for where the code was whole before the limit', async () => {
    const model = new PortModel((request) => {
      const text = `${code}\nAnd now some words that go on and`;
      return ok({ ...replyOf(request, 0, 9), samples: [{ text, finish: 'length' }] });
    });
    const { engine } = benchOf(asking('a'), { model });
    valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(model.calls.length, 1);
  });

  it('stays within the budget, and says what is missing', async () => {
    const model = new Thinker(5000);
    const { engine } = benchOf(asking('a', 'b'), { model });
    const settings = settingsOf({ budget: { tokens: 6000 } });
    const result = valueOf(await engine.start(task, settings, options()));
    assert.deepEqual(model.limits, [2000, 2000 + 0].slice(0, model.limits.length));
    assert.equal(result.state, 'paused');
    assert.equal(result.reason, 'budget');
    const resumed = valueOf(
      await engine.resume(result.id, { ...options(), budget: { tokens: 60_000 } }),
    );
    assert.equal(codeOf(resumed.solution), `${code},${code}`);
  });

  it('ends a run early that gets nothing for all its room, and names cause and setting', async () => {
    const model = new Thinker(Infinity);
    const { engine } = benchOf(asking('a', 'b', 'c', 'd', 'e'), { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.deepEqual(model.limits, [2000, 10192, 20384, 34768]);
    assert.deepEqual([result.state, result.reason], ['failed', 'cut-short']);
    assert.match(
      result.message ?? '',
      /limit of 34,768 tokens while the model was still reasoning/,
    );
    assert.match(result.message ?? '', /coppice\.search\.reasoningTokens/);
    const replayed = valueOf(await engine.replay(result.id, options()));
    assert.deepEqual([replayed.state, replayed.message], ['failed', result.message]);
  });

  it('is waited for while another answer is under way', async () => {
    const model = new PortModel((request) => {
      const thoughts = request.messages[0]?.content === 'c' ? 100 : Infinity;
      return ok(replyOf(request, thoughts, request.maxTokens + (request.reasoningTokens ?? 0)));
    });
    const strategy = strategyOf(function* () {
      const came = yield* all(['a', 'b', 'c'].map((label) => ({ label, routine: askFor(label) })));
      return solutionOf(came.join());
    });
    const { engine } = benchOf(strategy, { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), `,,${code}`);
  });

  it('is not asked for beyond what the model gives', async () => {
    const model = new Thinker(5000, 1500);
    const { engine } = benchOf(asking('a', 'b', 'c'), { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.deepEqual(model.limits, [1500, 1500], 'no larger limit is to be had');
    assert.equal(result.reason, 'cut-short');
  });

  it('is no remedy where the server ends answers below the limit', async () => {
    const model = new PortModel((request) => {
      const reply = replyOf(request, Infinity, 700);
      return ok({ ...reply, learnt: {} });
    });
    const { engine } = benchOf(asking('a', 'b', 'c'), { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(model.calls.length, 2);
    assert.match(result.message ?? '', /after 700 of [\d,]+ tokens: its own limit or context/);
  });

  it('changes nothing for a journal of before there was any', async () => {
    const model = new Thinker(5000);
    const store = new MemoryStore();
    const { engine } = benchOf(asking('a', 'b'), { model, store });
    const { id } = valueOf(await engine.start(task, settingsOf(), options()));
    const lines = (store.files.get(id) ?? '').split('\n');
    const old = lines
      .filter((line) => !line.includes('sample#2'))
      .map((line) => {
        const entry = JSON.parse(line || '{}') as { type?: string; model?: unknown };
        if (entry.type === 'started') delete entry.model;
        return line === '' ? '' : JSON.stringify(entry);
      });
    store.files.set(id, old.filter((line) => !line.includes('"ended"')).join('\n'));
    const replayed = valueOf(await engine.replay(id, options()));
    assert.equal(codeOf(replayed.solution), code, 'only the answer that was whole at once');
  });
});
