import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showRun } from '../../../src/core/history/show-run.ts';
import { ask, report } from '../../../src/core/engine/step.ts';
import type { Fact } from '../../../src/core/view/reduce.ts';
import { ViewReducer } from '../../../src/core/view/reduce.ts';
import { branching } from '../engine/branching.ts';
import {
  benchOf,
  contractOf,
  echo,
  noParser,
  options,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
  type Bench,
} from '../engine/kit.ts';
import { Cancellation } from '../../../src/core/engine/cancellation.ts';

const other = strategyOf(function* () {
  yield* ask('root', echo('something-else'), { text: 'new' });
  return solutionOf('other');
});

function show({ engine }: Pick<Bench, 'engine'>, id: string, onFact?: (fact: Fact) => void) {
  return showRun(engine, noParser, id, options(onFact ? { onFact } : {}));
}

describe('a run that is shown again', () => {
  it('is as it was, whatever has become of its strategy', async () => {
    const budgets = fc.constantFrom({}, { tokens: 900 }, { runs: 12 });
    await fc.assert(
      fc.asyncProperty(budgets, fc.integer({ min: 1, max: 40 }), async (budget, stopAfter) => {
        const signal = new Cancellation();
        let facts = 0;
        const onFact = () => {
          facts += 1;
          if (facts === 10 * stopAfter) signal.cancel();
        };
        const { engine, store } = benchOf(branching);
        const settings = settingsOf({ budget });
        const result = valueOf(await engine.start(task, settings, { signal, onFact }));
        const shown = valueOf(await show(benchOf(other, { store }), result.id));
        assert.deepEqual(shown, result);
        assert.deepEqual([...shown.view.nodes.keys()], [...result.view.nodes.keys()]);
      }),
      { numRuns: 40 },
    );
  });

  it('is told in facts that come to the same view', async () => {
    const { engine } = benchOf(branching);
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    const { id, title, uri, startedAt } = result.view;
    const reducer = new ViewReducer({ id, title, uri, startedAt });
    await show({ engine }, id, (fact) => reducer.apply(fact));
    assert.deepEqual(reducer.view, result.view);
  });

  it('keeps plan, matrix and strengths through its journal', async () => {
    const strategy = strategyOf(function* () {
      const contract = contractOf('total');
      yield* report({ type: 'node', node: 'total', contract });
      const check = { id: 'p', call: 'total()' };
      const result = {
        outcome: { kind: 'value', value: '1', mutated: '[2]', ms: 0.3 },
        passed: true,
        forgeable: true,
        level: 'weak',
      } as const;
      const rows = new Map([
        ['a', [result]],
        ['b', [{ outcome: { kind: 'timeout', ms: 1000 } } as const]],
      ]);
      yield* report({ type: 'matrix', node: 'total', matrix: { columns: [{ check }], rows } });
      yield* ask('total', echo('sample'), { text: 'x' });
      const functions = new Map([
        ['total', { contract, calls: ['helper'] }],
        ['helper', { contract: contractOf('helper'), calls: [] }],
      ]);
      return {
        ...solutionOf('code'),
        plan: { root: 'total', functions },
        strengths: { p: { stub: true, mutants: 3, failed: 2 } },
      };
    });
    const { engine, store } = benchOf(strategy);
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    const shown = valueOf(await show(benchOf(other, { store }), result.id));
    assert.deepEqual(shown, result);
    assert.deepEqual([...(shown.view.nodes.get('total')?.matrix?.rows.keys() ?? [])], ['a', 'b']);
  });

  it('goes through the journal by its strategy where the process was killed', async () => {
    const { engine, store } = benchOf(branching);
    const { id } = valueOf(await engine.start(task, settingsOf(), options()));
    const lines = (store.files.get(id) ?? '').trimEnd().split('\n');
    store.files.set(id, `${lines.slice(0, -2).join('\n')}\n`);
    const shown = valueOf(await show({ engine }, id));
    assert.deepEqual(shown.view, valueOf(await engine.replay(id, options())).view);
    assert.equal(shown.isPartial, undefined);
    const partly = valueOf(await show(benchOf(other, { store }), id));
    assert.equal(partly.isPartial, true);
    assert.deepEqual([partly.state, partly.solution], ['paused', undefined]);
    assert.equal(partly.view.tokens, shown.view.tokens);
  });

  it('is none where there is no journal, or one of a later version', async () => {
    const bench = benchOf(branching);
    const none = await show(bench, 'nothing');
    assert.equal(!none.ok && none.error.reason, 'unknown-run');
    const { id } = valueOf(await bench.engine.start(task, settingsOf(), options()));
    const text = bench.store.files.get(id) ?? '';
    bench.store.files.set(id, text.replace('"format":2', '"format":3'));
    const later = await show(bench, id);
    assert.equal(!later.ok && later.error.reason, 'newer-journal');
  });
});
