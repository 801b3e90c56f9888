import assert from 'node:assert/strict';
import type { EndReason } from '../../../src/core/engine/conclusion.ts';
import { lensesFor, type LensRun } from '../../../src/vscode/lens/lens-model.ts';
import { fruitless, node, result, solution, view } from './views.ts';

const place = { qualifiedName: 'f', range: { start: 10, end: 50 }, nameAt: 14, isStub: true };
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

function titles(isStub: boolean, run?: LensRun): readonly string[] {
  return lensesFor({ ...place, isStub }, run).map(({ title }) => title.replace('\u00a0', ' '));
}

describe('the lenses of a function', () => {
  it('offer to grow a stub and nothing else', () => {
    assert.deepEqual(titles(true), ['$(beaker) Grow implementation']);
    assert.deepEqual(titles(false), []);
    assert.deepEqual(lensesFor(place, undefined)[0]?.target, { offset: 10 });
  });

  it('follow a run, whether the function is a stub or not', () => {
    const run = {
      ...idle,
      isRunning: true,
      view: view([node('f', { state: 'sampling', wanted: 11 })]),
    };
    assert.deepEqual(titles(true, run), ['$(loading~spin) sampling 0/11 …', 'Stop']);
    assert.deepEqual(titles(false, run), titles(true, run));
    assert.deepEqual(titles(true, { ...run, isStopping: true }), ['$(loading~spin) stopping …']);
  });

  it('ask when the run asks', () => {
    const question = {
      question: { node: 'f', call: 'f(1)', choices: [] },
      open: () => undefined,
      answer: () => undefined,
    };
    const [first, second] = titles(true, { ...idle, isRunning: true, question });
    assert.equal(first, '$(question) Which result is right?');
    assert.equal(second, 'Stop');
  });

  it('end as the verdict', () => {
    const run = { ...idle, isWaiting: true, result: result() };
    assert.deepEqual(titles(true, run), [
      '$(pass) Proven: 9 of 11 agree, 12/12 tests',
      'Review',
      'Accept',
      'Reject',
    ]);
    const best = result({ state: 'unsolved', solution: solution({ accepted: false }) });
    assert.match(titles(true, { ...run, result: best })[0] ?? '', /^\$\(warning\) Unproven: /);
    assert.ok(lensesFor(place, run).every(({ target }) => 'run' in target && target.run === '7'));
  });

  it('offer to grow again once the result was judged', () => {
    assert.deepEqual(titles(true, { ...idle, result: result() }), [
      '$(beaker) Grow implementation',
    ]);
    assert.deepEqual(titles(false, { ...idle, result: result() }), []);
  });

  it('say how a run without a result ended, and how to go on', () => {
    const ended = (state: 'cancelled' | 'paused' | 'failed' | 'unsolved', reason?: EndReason) => ({
      ...idle,
      result: fruitless({
        state,
        ...(reason === undefined ? {} : { reason }),
        message: 'No candidate could be made. No answer held a usable function.',
      }),
    });
    assert.deepEqual(titles(true, ended('cancelled')), [
      '$(debug-stop) Stopped',
      'Resume',
      'Grow again',
    ]);
    assert.deepEqual(titles(true, ended('paused', 'budget')), [
      '$(debug-pause) Budget used up',
      'Resume',
      'Grow again',
    ]);
    assert.deepEqual(titles(true, ended('unsolved')), [
      '$(error) Failed: No candidate could be made',
      'Grow again',
    ]);
    const remedy = { title: 'Choose Model', command: 'coppice.chooseModel' };
    const lenses = lensesFor(place, ended('failed', 'unreachable'), { remedy });
    assert.deepEqual(
      lenses.map(({ title }) => title.replace('\u00a0', ' ')),
      ['$(error) Failed: no model server answers', 'Fix: Choose Model', 'Grow again'],
    );
    assert.deepEqual(lenses[1]?.target, { args: [] });
    assert.deepEqual(titles(false, ended('cancelled')), []);
  });

  it('say so of a run that could not begin', () => {
    const failure = { reason: 'no-sandbox', message: 'There is no sandbox here.' };
    assert.deepEqual(titles(true, { ...idle, failure }), [
      '$(error) Failed: there is no sandbox',
      'Grow again',
    ]);
  });

  it('leave no trace of a result that was rejected', () => {
    const rejected = {
      ...idle,
      verdict: 'rejected' as const,
      result: result({ state: 'unsolved' }),
    };
    assert.deepEqual(titles(true, rejected), ['$(beaker) Grow implementation']);
  });
});
