import assert from 'node:assert/strict';
import type { Probe, Test } from '../../../src/core/check.ts';
import type { CheckResult } from '../../../src/core/ports.ts';
import { buildMatrix } from '../../../src/core/selectors/matrix.ts';

const value = (text: string, passed?: boolean): CheckResult => ({
  outcome: { kind: 'value', value: text, ms: 1 },
  ...(passed !== undefined && { passed }),
});
const silent: CheckResult = { outcome: { kind: 'timeout', ms: 500 }, passed: false };

const equals = (id: string, call: string, rest: Partial<Test> = {}): Test => ({
  id,
  call,
  source: 'generated',
  expectation: { kind: 'equals', expected: '1' },
  ...rest,
});
const property: Test = {
  id: 'holds',
  call: 'is sorted',
  source: 'generated',
  expectation: { kind: 'holds', assertion: 'assert f(2) > f(1)' },
};
const probe: Probe = { id: 'p', call: 'f(9)' };

const checks = [
  equals('trusted', 'f(0)', { source: 'docstring' }),
  equals('g1', 'f(1)', { multiplicity: 3 }),
  equals('g2', 'f(1)', { expectation: { kind: 'equals', expected: '2' } }),
  property,
  probe,
];
const entry = {
  candidate: 'a',
  size: 12,
  multiplicity: 2,
  results: [value('0', true), value('1', true), value('1', false), value('null', true), silent],
};

describe('the outcome matrix', () => {
  it('gates by trusted tests, votes by generated ones, compares on their calls and on probes', () => {
    assert.deepEqual(buildMatrix(checks, [entry]), {
      rows: [
        {
          candidate: 'a',
          multiplicity: 2,
          gate: true,
          trusted: 1,
          size: 12,
          outcomes: ['=1', null],
          passes: [true, false, true],
        },
      ],
      testWeights: [3, 1, 1],
      testCalls: ['f(1)', 'f(1)', null],
      gated: true,
      calls: ['f(1)', 'f(9)'],
    });
  });

  it('takes votes away but keeps the inputs', () => {
    const { rows, testWeights, calls } = buildMatrix(checks, [entry], {
      votes: new Set(['holds']),
    });
    assert.deepEqual(rows[0]?.passes, [true]);
    assert.deepEqual(testWeights, [1]);
    assert.deepEqual(calls, ['f(1)', 'f(9)']);
  });

  it('counts a missing result as failed and silent', () => {
    const { rows } = buildMatrix(checks, [{ candidate: 'b', size: 1, results: [] }]);
    assert.equal(rows[0]?.gate, false);
    assert.equal(rows[0].trusted, 0);
    assert.deepEqual(rows[0].outcomes, [null, null]);
    assert.deepEqual(rows[0].passes, [false, false, false]);
  });

  it('says that there is no gate where nothing is trusted', () => {
    const { gated, rows } = buildMatrix([probe], [{ candidate: 'a', size: 1, results: [silent] }]);
    assert.equal(gated, false);
    assert.equal(rows[0]?.gate, true);
  });
});
