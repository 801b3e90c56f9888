import assert from 'node:assert/strict';
import type { Answer } from '../../../src/core/question.ts';
import { Cancellation } from '../../../src/core/engine/cancellation.ts';
import {
  all,
  ask,
  derive,
  question,
  report,
  run,
  type Routine,
} from '../../../src/core/engine/step.ts';
import type { RunView } from '../../../src/core/view/view.ts';
import type { ModelReply } from '../../../src/core/ports.ts';
import { ok } from '../../../src/core/result.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import {
  answerFor,
  benchOf,
  codeOf,
  contractOf,
  echo,
  options,
  PortModel,
  reply,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
} from './kit.ts';

const sample = echo('sample');

function* askFor(node: string): Routine<string> {
  const asked = yield* ask(node, sample, { text: node });
  return asked.ok ? asked.value.output.join() : asked.error.reason;
}

/** A routine that notes that it was closed, whatever happens. */
function* guarded<T>(inner: Routine<T>, closed: () => void): Routine<T> {
  try {
    return yield* inner;
  } finally {
    closed();
  }
}

describe('engine loop', () => {
  it('has all independent calls in flight at once', async () => {
    const waiting: (() => void)[] = [];
    const model: PortModel = new PortModel(async (request, { action }) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        // Only when all seven are here does any get its answer.
        if (waiting.length === 7) for (const answer of waiting) answer();
      });
      return ok(answerFor(request, action));
    });
    const strategy = strategyOf(function* () {
      const nested = (name: string) =>
        all(['x', 'y', 'z'].map((label) => ({ label, routine: askFor(`${name}/${label}`) })));
      const [a, b] = yield* all<unknown>([
        { label: 'a', routine: nested('a') },
        { label: 'b', routine: nested('b') },
        { label: 'c', routine: askFor('c') },
      ]);
      return solutionOf(JSON.stringify([a, b]));
    });
    const { engine } = benchOf(strategy, { model });
    assert.equal(valueOf(await engine.start(task, settingsOf(), options())).state, 'solved');
    assert.equal(model.mostActive, 7);
  });

  it('gives results in the order of the children, and ids that tell repeated children apart', async () => {
    const strategy = strategyOf(function* () {
      const seen: string[] = [];
      for (let wave = 0; wave < 2; wave += 1) {
        const texts = yield* all(['b', 'a'].map((label) => ({ label, routine: askFor('root') })));
        seen.push(...texts);
      }
      return solutionOf(seen.join());
    });
    const model = new PortModel((_, { action }) => ok(reply([action])));
    const { engine } = benchOf(strategy, { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(
      codeOf(result.solution),
      'b@root:sample#1,a@root:sample#1,b@root:sample#2,a@root:sample#2',
    );
  });

  it('cancels everything at once, closes every routine and leaves nothing in flight', async () => {
    const stop = new Cancellation();
    const closed: string[] = [];
    const model = new PortModel(() => {
      if (model.active === 3) stop.cancel();
      return new Promise(() => undefined);
    });
    const strategy = strategyOf(() =>
      guarded(
        (function* () {
          yield* all(
            ['a', 'b', 'c'].map((label) => ({
              label,
              routine: guarded(askFor(label), () => closed.push(label)),
            })),
          );
          return solutionOf('never');
        })(),
        () => closed.push('root'),
      ),
    );
    const { engine, store } = benchOf(strategy, { model });
    const result = valueOf(await engine.start(task, settingsOf(), options({ signal: stop })));
    assert.equal(result.state, 'cancelled');
    assert.equal(model.active, 0);
    assert.equal(result.view.active, 0);
    assert.deepEqual(closed.sort(), ['a', 'b', 'c', 'root']);
    const open = await store.open(result.id);
    assert.ok(open.ok, 'the journal is still held');
  });

  it('begins nothing when it was cancelled before', async () => {
    const stop = new Cancellation();
    stop.cancel();
    const { engine, model } = benchOf(
      strategyOf(function* () {
        return solutionOf(yield* askFor('root'));
      }),
    );
    const result = valueOf(await engine.start(task, settingsOf(), options({ signal: stop })));
    assert.equal(result.state, 'cancelled');
    assert.deepEqual(model.calls, []);
  });

  it('cancels the siblings of a child that throws, and lets the parent catch', async () => {
    const closed: string[] = [];
    const model = new PortModel((request, { action }) =>
      action.startsWith('slow') ? new Promise(() => undefined) : ok(answerFor(request, action)),
    );
    const strategy = strategyOf(function* () {
      const bad = function* (): Routine<string> {
        yield* askFor('bad');
        throw new Error('no way on');
      };
      try {
        yield* all([
          { label: 'slow', routine: guarded(askFor('slow'), () => closed.push('slow')) },
          { label: 'bad', routine: bad() },
        ]);
        return solutionOf('not reached');
      } catch (error) {
        return solutionOf(`${String(error)} then ${(yield* askFor('after')).length}`);
      }
    });
    const { engine } = benchOf(strategy, { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), 'Error: no way on then 8');
    assert.deepEqual(closed, ['slow']);
    assert.equal(model.active, 0);
    const replayed = valueOf(await engine.replay(result.id, options()));
    assert.deepEqual(replayed.view, result.view);
  });

  it('puts questions one at a time, shows them, and keeps the answers', async () => {
    const asked: string[] = [];
    let open = 0;
    const ports = {
      ask: async ({ call }: { call: string }): Promise<Answer> => {
        open += 1;
        assert.equal(open, 1);
        asked.push(call);
        await Promise.resolve();
        open -= 1;
        return { kind: 'expected', expected: call.length.toString() };
      },
    };
    const strategy = strategyOf(function* () {
      const put = (call: string) => question('root', { node: 'root', call, choices: [] });
      const answers = yield* all(
        ['f(1)', 'f(22)'].map((call) => ({ label: call, routine: put(call) })),
      );
      return solutionOf(JSON.stringify(answers));
    });
    const views: RunView[] = [];
    const { engine, store } = benchOf(strategy, { answers: ports });
    const result = valueOf(
      await engine.start(task, settingsOf(), options({ onView: (view) => views.push(view) })),
    );
    assert.deepEqual(asked, ['f(1)', 'f(22)']);
    assert.match(codeOf(result.solution) ?? '', /"4".*"5"/);
    const asking = views.filter(({ state }) => state === 'asking');
    assert.deepEqual(
      asking.map((view) => view.question?.call),
      ['f(1)', 'f(22)'],
    );

    const silent = benchOf(strategy, { store });
    const replayed = valueOf(await silent.engine.replay(result.id, options()));
    assert.equal(codeOf(replayed.solution), codeOf(result.solution));
  });

  it('begins calls while something is still being derived beside them', async () => {
    let called: () => void = () => undefined;
    const call = new Promise<void>((resolve) => {
      called = resolve;
    });
    const model = new PortModel((request, { action }) => {
      called();
      return ok(answerFor(request, action));
    });
    const strategy = strategyOf(function* () {
      // Only in a test: a derivation that ends no sooner than the call begins.
      const derived = derive('root', 'wait', () => call);
      yield* all<unknown>([
        { label: 'derive', routine: derived },
        { label: 'ask', routine: askFor('root') },
      ]);
      return solutionOf('both');
    });
    const { engine } = benchOf(strategy, { model });
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), 'both');
  });

  it('computes derived facts again on replay, in the same order', async () => {
    const strategy = strategyOf(function* () {
      const both = yield* all(
        ['a', 'b'].map((label) => ({
          label,
          routine: (function* (): Routine<string> {
            yield* report({ type: 'node', node: label, contract: contractOf(label) });
            const turns = label === 'a' ? 5 : 1;
            const value = yield* derive(label, 'wait', async () => {
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
              return turns;
            });
            yield* report({ type: 'note', node: label, note: `took ${value}` });
            return (yield* askFor(label)) + String(value);
          })(),
        })),
      );
      return solutionOf(both.join());
    });
    const { engine } = benchOf(strategy);
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.deepEqual(valueOf(await engine.replay(result.id, options())).view, result.view);
    assert.deepEqual(result.view.nodes.get('a')?.notes, ['took 5']);
  });

  it('keeps the answer to a call that came in spite of its cancellation', async () => {
    const stop = new Cancellation();
    let answer: ((value: ModelReply) => void) | undefined;
    const stubborn = {
      id: 'stubborn',
      complete: async () => {
        stop.cancel();
        const value = await new Promise<ModelReply>((resolve) => {
          answer = resolve;
          resolve(reply(['paid for']));
        });
        return ok(value);
      },
    };
    const strategy = strategyOf(function* () {
      const first = yield* askFor('a');
      return solutionOf(first + (yield* askFor('b')));
    });
    const store = new MemoryStore();
    const model = stubborn as unknown as PortModel;
    const { engine } = benchOf(strategy, { model, store });
    const stopped = valueOf(await engine.start(task, settingsOf(), options({ signal: stop })));
    assert.ok(answer);
    assert.equal(stopped.state, 'cancelled');
    const later = benchOf(strategy, { store });
    const resumed = valueOf(await later.engine.resume(stopped.id, options()));
    assert.deepEqual(later.model.calls, ['b:sample#1']);
    assert.match(codeOf(resumed.solution) ?? '', /^paid for/);
  });

  it('limits time, but not the time that a person takes to answer', async () => {
    const strategy = strategyOf(function* () {
      yield* question('root', { node: 'root', call: 'f()', choices: [] });
      const texts: string[] = [];
      for (let index = 0; index < 50; index += 1) texts.push(yield* askFor('root'));
      return solutionOf(texts.join(), false);
    });
    // The clock moves a second with each reading; the person takes an hour of readings.
    const clock = { ticks: 0, now: () => 0, monotonic: () => 1000 * (clock.ticks += 1) };
    const answers = {
      ask: (): Promise<Answer> => {
        clock.ticks += 3600;
        return Promise.resolve({ kind: 'unanswered' });
      },
    };
    const { engine } = benchOf(strategy, { clock, answers });
    const result = valueOf(
      await engine.start(task, settingsOf({ budget: { seconds: 60 } }), options()),
    );
    assert.equal(result.state, 'paused');
    const texts = codeOf(result.solution)?.split(',') ?? [];
    assert.ok(texts.filter((text) => text !== 'budget').length > 5);
    assert.equal(texts.at(-1), 'budget');
    assert.match(result.message ?? '', /More time would buy: what sample makes\. Resume with/);
  });

  it('ends requests under way when the time limit does, and winds up', async () => {
    let ring: (() => void) | undefined;
    let ticks = 0;
    const clock = { now: () => 0, monotonic: () => ticks };
    const timers: number[] = [];
    const timer = {
      after: (ms: number, callback: () => void) => {
        timers.push(ms);
        ring = callback;
        return () => timers.push(-1);
      },
    };
    const model = new PortModel((request, { action }) => {
      if (!action.startsWith('slow')) return ok(answerFor(request, action));
      ticks = 60_000;
      ring?.();
      return new Promise(() => undefined);
    });
    const strategy = strategyOf(function* () {
      const texts = [yield* askFor('quick'), yield* askFor('slow'), yield* askFor('late')];
      yield* run('root', 'candidates', { language: 'python', programs: [], checks: [] });
      return solutionOf(texts.slice(1).join(), false);
    });
    const { engine } = benchOf(strategy, { model, clock, timer });
    const result = valueOf(
      await engine.start(task, settingsOf({ budget: { seconds: 60, tokens: 1000 } }), options()),
    );
    assert.equal(result.state, 'paused');
    assert.equal(codeOf(result.solution), 'budget,budget');
    assert.deepEqual(model.calls, ['quick:sample#1', 'slow:sample#1']);
    assert.deepEqual(timers, [60_000, -1]);
    assert.deepEqual(valueOf(await engine.replay(result.id, options())).view, result.view);
  });
});
