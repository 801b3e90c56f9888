import assert from 'node:assert/strict';
import type { LensRun } from '../../../src/vscode/lens/lens-model.ts';
import { planLensesFor } from '../../../src/vscode/plan/plan-lens-model.ts';
import { fruitless, node, result, solution, view } from './views.ts';

const idle: LensRun = {
  key: '7',
  isRunning: false,
  isStopping: false,
  isWaiting: false,
  question: undefined,
  view: undefined,
  result: undefined,
  failure: undefined,
  verdict: 'pending',
};
const range = { start: 0, end: 1 };

function titles(kind: 'grow-plan' | 'grow-function', run?: LensRun): readonly string[] {
  return planLensesFor({ kind, name: 'f', range }, run).map(({ title }) =>
    title.replaceAll('\u00a0', ' '),
  );
}

describe('the lenses of a plan', () => {
  it('offer to grow the plan and each function', () => {
    assert.deepEqual(titles('grow-plan'), ['$(beaker) Grow this plan']);
    assert.deepEqual(titles('grow-function'), ['Grow']);
    const [lens] = planLensesFor({ kind: 'grow-function', name: 'f', range }, undefined);
    assert.deepEqual(lens?.target, { name: 'f' });
  });

  it('show what the run does with each function, and how to stop it', () => {
    const run = {
      ...idle,
      isRunning: true,
      view: view([node('f', { state: 'sampling', wanted: 8 })]),
    };
    assert.deepEqual(titles('grow-plan', run), ['$(loading~spin) sampling 0/8 …', 'Stop']);
    assert.deepEqual(titles('grow-function', run), ['sampling 0/8']);
    assert.deepEqual(titles('grow-plan', { ...run, isStopping: true }), [
      '$(loading~spin) stopping …',
    ]);
    assert.deepEqual(titles('grow-function', { ...idle, isRunning: true }), []);
  });

  it('say how a run without code ended', () => {
    const stopped = { ...idle, result: fruitless({ state: 'cancelled' }) };
    assert.deepEqual(titles('grow-plan', stopped), [
      '$(debug-stop) Stopped',
      'Resume',
      '$(beaker) Grow again',
    ]);
  });

  it('lead to the code of a grown plan and offer to grow again', () => {
    const grown = { ...idle, result: result() };
    assert.deepEqual(titles('grow-plan', grown), [
      '$(pass) Proven: 9 of 11 agree, 12/12 tests',
      'Open code',
      '$(beaker) Grow again',
    ]);
    const best = result({ state: 'unsolved', solution: solution({ accepted: false }) });
    assert.match(titles('grow-plan', { ...idle, result: best })[0] ?? '', /^\$\(warning\)/);
  });
});
