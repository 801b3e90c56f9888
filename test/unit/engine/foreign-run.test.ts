import assert from 'node:assert/strict';
import { taskToJudgeAnew } from '../../../src/core/engine/foreign-run.ts';
import { ask, question, report, run } from '../../../src/core/engine/step.ts';
import type { Fact } from '../../../src/core/view/reduce.ts';
import { showRun } from '../../../src/core/history/show-run.ts';
import type { Test } from '../../../src/core/check.ts';
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
} from './kit.ts';

const asking = strategyOf(function* () {
  yield* report({ type: 'node', node: 'root', contract: contractOf('root') });
  const asked = yield* ask('root', echo('sample'), { text: 'a' });
  const programs = [{ id: 'a', source: 'a', entry: 'total' }];
  yield* run('root', 'candidates', {
    language: 'python',
    programs,
    checks: [{ id: 'p', call: 'total()' }],
  });
  yield* question('root', { node: 'root', call: 'total()', choices: [] });
  yield* report({ type: 'selected', node: 'root', candidate: 'a', evidence: [], accepted: true });
  return solutionOf(asked.ok ? asked.value.output.join() : '');
});

/** A run that was solved, whose journal says of itself that it is another machine's. */
async function foreign(): Promise<Bench & { readonly id: string; readonly text: string }> {
  const bench = benchOf(asking);
  const { id } = valueOf(await bench.engine.start(task, settingsOf(), options()));
  bench.store.foreign.add(id);
  return { ...bench, id, text: bench.store.files.get(id) ?? '' };
}

describe('a journal of another machine', () => {
  it('is not gone on with, and left as it is', async () => {
    const { engine, store, id, text } = await foreign();
    const resumed = await engine.resume(id, options());
    assert.equal(resumed.ok ? '' : resumed.error.reason, 'foreign-journal');
    assert.match(
      resumed.ok ? '' : resumed.error.message,
      /proves nothing\. Grow the function again/,
    );
    assert.equal(store.files.get(id), text);
  });

  it('is shown, with nothing accepted and nothing to review', async () => {
    const { engine, id } = await foreign();
    const facts: Fact[] = [];
    const onFact = (fact: Fact) => void facts.push(fact);
    const shown = valueOf(await showRun(engine, noParser, id, options({ onFact })));
    assert.deepEqual([shown.isForeign, shown.isPartial, shown.isOlder], [true, true, true]);
    assert.equal(shown.solution, undefined);
    assert.equal(shown.view.nodes.get('root')?.selected, 'a');
    assert.equal(shown.view.nodes.get('root')?.accepted, false);
    assert.match(shown.view.notices[0] ?? '', /not written on this machine/);
    assert.match(shown.message ?? '', /Grow the function again/);
    assert.deepEqual(
      facts.flatMap((fact) => (fact.type === 'selected' ? [fact.accepted] : [])),
      [false],
    );
  });

  it('gives a new run what models said, which is run and asked again', async () => {
    const { engine, model, id } = await foreign();
    const calls = model.calls.length;
    const facts: Fact[] = [];
    const onFact = (fact: Fact) => void facts.push(fact);
    const forked = valueOf(await engine.regrow(id, {}, options({ onFact })));
    assert.equal(forked.isForeign, true);
    assert.equal(model.calls.length, calls);
    assert.ok(forked.resumed);
    assert.deepEqual([forked.resumed.kept, forked.resumed.reused], [1, 1]);
    // What this machine asked for is its own.
    const own = valueOf(await engine.regrow(id, { task }, options()));
    assert.equal(own.isForeign, undefined);
  });

  it('has no trusted test, and no word of the user', () => {
    const test = (source: Test['source']): Test => ({
      id: source,
      call: 'total()',
      source,
      expectation: { kind: 'equals', expected: '1' },
    });
    const judged = taskToJudgeAnew({
      ...task,
      contract: { ...task.contract, examples: [test('docstring')] },
      examples: [test('user'), test('project')],
      described: [test('described')],
      steering: { total: { examples: [test('user')] } },
    });
    assert.deepEqual([judged.examples, judged.contract.examples], [[], []]);
    assert.equal(judged.steering, undefined);
    assert.deepEqual(
      judged.described!.map(({ id, source }) => [id, source]),
      [
        ['user', 'described'],
        ['project', 'described'],
        ['described', 'described'],
      ],
    );
  });
});
