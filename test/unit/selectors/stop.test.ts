import assert from 'node:assert/strict';
import type { Ranking } from '../../../src/core/selectors/selector.ts';
import { defaultStopRule, isSettled } from '../../../src/core/selectors/stop.ts';

const ranking = (rest: Partial<Ranking>): Ranking => ({
  order: [],
  decision: 'accept',
  confidence: 0.3,
  stability: 1,
  ...rest,
});
const { atLeast, confidence } = defaultStopRule;

describe('the stop rule', () => {
  it('stops at the limit, whatever is known', () => {
    assert.ok(isSettled(ranking({ stability: 0 }), 20, 20));
  });

  it('stops early for a winner that is probably right', () => {
    const sure = ranking({ confidence, stability: 0 });
    assert.ok(isSettled(sure, 2, 20));
    assert.ok(!isSettled(ranking({ confidence: confidence - 0.01, stability: 0 }), 2, 20));
  });

  it('trusts stability only after enough samples', () => {
    assert.ok(!isSettled(ranking({}), atLeast - 1, 20));
    assert.ok(isSettled(ranking({}), atLeast, 20));
  });

  it('asks for less stability the fewer samples are left', () => {
    const shaky = ranking({ stability: 0.6 });
    assert.ok(!isSettled(shaky, 8, 20));
    assert.ok(isSettled(shaky, 16, 20));
    assert.ok(!isSettled(shaky, 16, 100));
  });

  it('goes on while nobody passes the trusted tests', () => {
    assert.ok(!isSettled(ranking({ decision: 'decompose' }), 19, 20));
  });
});
