import assert from 'node:assert/strict';
import type { Test } from '../../../src/core/check.ts';
import type { CheckResult } from '../../../src/core/ports.ts';
import { ViewReducer } from '../../../src/core/view/reduce.ts';
import { testsPassed } from '../../../src/vscode/review/tests-passed.ts';

describe('the tests that a result has passed', () => {
  const test = (id: string): Test => ({
    id,
    call: `f(${id})`,
    source: 'generated',
    expectation: { kind: 'equals', expected: '1' },
  });
  const result = (passed: boolean): CheckResult => ({
    outcome: { kind: 'value', value: '1', ms: 1 },
    passed,
  });

  function viewOf(...passed: readonly boolean[]) {
    const reducer = new ViewReducer({ id: 'r', title: 'f', uri: 'file:///a', startedAt: 0 });
    const contract = { name: 'f', parameters: [], description: '', examples: [] };
    reducer.apply({ type: 'node', node: 'f', contract });
    const tests = passed.map((_, at) => ({ check: test(`${at}`) }));
    const columns = [...tests, { check: { id: 'probe', call: 'f(9)' } }];
    const row = [...passed.map(result), { outcome: result(true).outcome }];
    reducer.apply({
      type: 'matrix',
      node: 'f',
      matrix: {
        columns,
        rows: new Map([
          ['chosen', row],
          ['other', row.map(({ outcome }) => ({ outcome, passed: true }))],
        ]),
      },
    });
    return reducer;
  }

  it('are those of the chosen candidate', () => {
    const reducer = viewOf(true, false, true);
    assert.deepEqual(testsPassed(reducer.view), [], 'nothing is chosen yet');
    reducer.apply({
      type: 'selected',
      node: 'f',
      candidate: 'chosen',
      evidence: [],
      accepted: true,
    });
    assert.deepEqual(
      testsPassed(reducer.view).map(({ id }) => id),
      ['0', '2'],
    );
  });
});
