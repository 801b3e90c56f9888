import assert from 'node:assert/strict';
import { limitsWith, moreBudget } from '../../../src/core/engine/more-budget.ts';

describe('going on after the budget', () => {
  const taken = { tokens: 900, money: 0.5, runs: 10, seconds: 20.2 };
  const missing = { tokens: 3000, money: 100_000, runs: 0 };

  it('allows each limit once more, and at least what was refused', () => {
    assert.deepEqual(moreBudget({ tokens: 1000, money: 1, runs: 50 }, missing), {
      ...{ tokens: 3000, money: 1, runs: 50 },
    });
    assert.deepEqual(moreBudget({ money: 0.01 }, missing), { money: 0.1 });
  });

  it('counts from what the run has taken, and limits nothing new', () => {
    assert.deepEqual(limitsWith(taken, { tokens: 3000, seconds: 30 }), {
      ...{ tokens: 3900, seconds: 51 },
    });
    assert.deepEqual(limitsWith(taken, {}), {});
  });
});
