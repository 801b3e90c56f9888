import assert from 'node:assert/strict';
import { all, ask, run, type Routine } from '../../../src/core/engine/step.ts';
import type { ModelFailureReason } from '../../../src/core/ports.ts';
import { fail, ok } from '../../../src/core/result.ts';
import { MemoryStore } from '../../support/memory-store.ts';
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

const sample = echo('sample');

function* askFor(node: string): Routine<string> {
  const asked = yield* ask(node, sample, { text: node });
  return asked.ok ? asked.value.output.join() : asked.error.reason;
}

describe('failures in a run', () => {
  it('ends a run whose strategy throws, with its message and a journal', async () => {
    const { engine } = benchOf(
      strategyOf(function* () {
        yield* askFor('root');
        throw new Error('cannot divide');
      }),
    );
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(result.state, 'failed');
    assert.equal(result.reason, 'internal-error');
    assert.match(result.message ?? '', /cannot divide/);
    assert.equal((await engine.list()).length, 1);
  });

  it('refuses two children with one label', async () => {
    const { engine } = benchOf(
      strategyOf(function* () {
        yield* all(['a', 'a'].map((label) => ({ label, routine: askFor(label) })));
        return solutionOf('');
      }),
    );
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.match(result.message ?? '', /same label: a, a/);
  });

  const fatal: readonly ModelFailureReason[] = ['unauthorised', 'unreachable', 'not-configured'];
  for (const reason of fatal) {
    it(`ends the run where the model is ${reason}, and goes on from there later`, async () => {
      let broken = true;
      const model = new PortModel((request, { action }) =>
        broken && action.startsWith('b')
          ? fail({ reason, message: 'Set the key.' })
          : ok(answerFor(request, action)),
      );
      const strategy = strategyOf(function* () {
        const first = yield* askFor('a');
        const second = yield* all(['b', 'c'].map((label) => ({ label, routine: askFor(label) })));
        return solutionOf([first, ...second].join());
      });
      const { engine } = benchOf(strategy, { model });
      const failed = valueOf(await engine.start(task, settingsOf(), options()));
      assert.deepEqual(
        [failed.state, failed.reason, failed.message],
        ['failed', reason, 'Set the key.'],
      );
      assert.deepEqual(valueOf(await engine.replay(failed.id, options())).view, failed.view);
      broken = false;
      const resumed = valueOf(await engine.resume(failed.id, options()));
      assert.equal(resumed.state, 'solved');
      assert.equal(model.calls.filter((call) => call.startsWith('a')).length, 1);
    });
  }

  for (const [reason, ended] of [
    ['no-sandbox', 'no-sandbox'],
    ['no-interpreter', 'no-interpreter'],
    ['unsupported-language', 'unsupported-language'],
    ['unreachable', 'runner-unreachable'],
  ] as const) {
    it(`ends the run where programs cannot be run: ${reason}; it goes on once they can`, async () => {
      const runner = new PortRunner();
      runner.failure = { reason, message: 'Install bubblewrap.' };
      const strategy = strategyOf(function* () {
        yield* run('root', 'candidates', { language: 'python', programs: [], checks: [] });
        return solutionOf('');
      });
      const { engine } = benchOf(strategy, { runner });
      const failed = valueOf(await engine.start(task, settingsOf(), options()));
      assert.deepEqual(
        [failed.state, failed.reason, failed.message],
        ['failed', ended, 'Install bubblewrap.'],
      );
      runner.failure = undefined;
      const resumed = valueOf(await engine.resume(failed.id, options()));
      assert.equal(resumed.state, 'solved');
    });
  }

  it('gives the strategy failures that concern one request alone', async () => {
    const model = new PortModel(() => fail({ reason: 'context-too-long', message: 'too long' }));
    const { engine } = benchOf(
      strategyOf(function* () {
        return solutionOf(yield* askFor('root'));
      }),
      { model },
    );
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), 'context-too-long');
  });

  it('tells the strategy and the reader of an answer that its operator cannot read', async () => {
    const broken = {
      ...sample,
      parse: (): Promise<readonly string[]> => Promise.reject(new Error('the parser gave up')),
    };
    const { engine } = benchOf(
      strategyOf(function* () {
        const asked = yield* ask('root', broken, { text: 'x' });
        return solutionOf(asked.ok ? '' : asked.error.reason);
      }),
    );
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.equal(codeOf(result.solution), 'nothing-usable');
    assert.match(result.view.notices.join(), /the parser gave up/);
  });

  it('stops the run when the journal cannot be written', async () => {
    const store = new MemoryStore();
    store.onAppend = (line) => {
      if (line.includes('"result"')) throw new Error('no space left');
    };
    const { engine } = benchOf(
      strategyOf(function* () {
        return solutionOf(yield* askFor('root'));
      }),
      { store },
    );
    const result = valueOf(await engine.start(task, settingsOf(), options()));
    assert.deepEqual([result.state, result.reason], ['failed', 'journal-unwritable']);
    assert.match(result.message ?? '', /no space left/);
  });

  it('refuses unknown names and a money limit without a price, before anything is written', async () => {
    const { engine, store } = benchOf(
      strategyOf(function* () {
        return solutionOf(yield* askFor('root'));
      }),
    );
    const reasons = [];
    for (const changes of [
      { strategy: 'guess' },
      { selector: 'guess' },
      { budget: { money: 1 } },
    ]) {
      const result = await engine.start(task, settingsOf(changes), options());
      reasons.push(result.ok ? 'started' : result.error.reason);
    }
    assert.deepEqual(reasons, ['unknown-strategy', 'unknown-selector', 'no-price']);
    assert.equal(store.files.size, 0);
  });
});
