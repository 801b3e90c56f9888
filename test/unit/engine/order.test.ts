import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ok } from '../../../src/core/result.ts';
import type { BudgetLimits } from '../../../src/core/settings.ts';
import { all, ask, type Routine } from '../../../src/core/engine/step.ts';
import { branching } from './branching.ts';
import {
  answerFor,
  benchOf,
  codeOf,
  echo,
  options,
  PortModel,
  PortRunner,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
} from './kit.ts';

/** A model and a runner that answer in the order that the scheduler makes up; at once without one. */
function scheduledPorts(scheduler: fc.Scheduler | undefined) {
  const model = new PortModel((request, { action }) => {
    const answer = ok(answerFor(request, action));
    return scheduler ? scheduler.schedule(Promise.resolve(answer), action) : answer;
  });
  const runner = new PortRunner(() => scheduler?.schedule(Promise.resolve(), 'run'));
  return { model, runner };
}

async function outcome(
  scheduler: fc.Scheduler | undefined,
  budget: BudgetLimits,
  strategy = branching,
) {
  const { model, runner } = scheduledPorts(scheduler);
  const { engine, store } = benchOf(strategy, { model, runner });
  const finished = engine.start(task, settingsOf({ budget }), options());
  const result = valueOf(await (scheduler ? scheduler.waitFor(finished) : finished));
  return { result, engine, store, calls: [...model.calls].sort() };
}

const budgets = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  {
    weight: 7,
    arbitrary: fc.record({
      tokens: fc.integer({ min: 300, max: 4000 }),
      runs: fc.integer({ min: 0, max: 80 }),
    }),
  },
);

describe('order of results', () => {
  it('does not change what a run asks, finds and returns, with any budget', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), budgets, async (scheduler, budget) => {
        const [a, b] = [await outcome(scheduler, budget), await outcome(undefined, budget)];
        assert.deepEqual(a.calls, b.calls);
        assert.equal(codeOf(a.result.solution), codeOf(b.result.solution));
        assert.equal(a.result.state, b.result.state);
        assert.equal(a.result.view.tokens, b.result.view.tokens);
        for (const [path, node] of a.result.view.nodes) {
          assert.deepEqual(node.candidates, b.result.view.nodes.get(path)?.candidates);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is what a replay reproduces, and the view with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), budgets, async (scheduler, budget) => {
        const { result, engine } = await outcome(scheduler, budget);
        const replayed = valueOf(await engine.replay(result.id, options()));
        assert.deepEqual(replayed.view, result.view);
        assert.deepEqual([...replayed.view.nodes.keys()], [...result.view.nodes.keys()]);
        assert.deepEqual(replayed.solution, result.solution);
        assert.equal(replayed.message, result.message);
      }),
      { numRuns: 60 },
    );
  });

  it('does not change what a resumed run comes to, nor what its replay shows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        budgets,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (scheduler, budget, part) => {
          const { result, store } = await outcome(undefined, budget);
          const text = store.files.get(result.id) ?? '';
          const lines = text.trimEnd().split('\n');
          const kept = lines.slice(0, 1 + Math.floor((lines.length - 1) * part));
          store.files.set(result.id, `${kept.join('\n')}\n`);
          const { engine } = benchOf(branching, { ...scheduledPorts(scheduler), store });
          const resumed = valueOf(await scheduler.waitFor(engine.resume(result.id, options())));
          assert.equal(codeOf(resumed.solution), codeOf(result.solution));
          assert.equal(resumed.state, result.state);
          const replayed = valueOf(await engine.replay(result.id, options()));
          assert.deepEqual(replayed.view, resumed.view);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not decide which of several greedy siblings gets how much of a scarce budget', async () => {
    const greedy = strategyOf(function* () {
      const counts = yield* all(
        ['a', 'b', 'c'].map((label) => ({ label, routine: takeAll(label) })),
      );
      return solutionOf(counts.join(), false);
    });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 3000 }),
        async (scheduler, tokens) => {
          const [a, b] = [
            await outcome(scheduler, { tokens }, greedy),
            await outcome(undefined, { tokens }, greedy),
          ];
          assert.equal(codeOf(a.result.solution), codeOf(b.result.solution));
          assert.equal(a.result.state, 'paused');
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Asks until the budget has no room; counts the answers. */
function* takeAll(node: string): Routine<number> {
  for (let count = 0; ; count += 1) {
    const asked = yield* ask(node, echo('sample'), { text: node, samples: 1 });
    if (!asked.ok) return count;
  }
}
