import assert from 'node:assert/strict';
import {
  budgetText,
  costText,
  estimateText,
  moneyText,
} from '../../../src/vscode/cost/cost-text.ts';

describe('what costs are called', () => {
  const estimate = {
    requests: { low: 4, likely: 26, high: 79 },
    tokens: { low: 2400, likely: 16_359, high: 68_789 },
    pastRuns: 0,
  };

  it('says what a run will probably take, in no more figures than are known', () => {
    assert.equal(estimateText(estimate), 'about 26 requests and 16k tokens, hardly more than 69k');
    const money = { low: 0.01, likely: 0.0312, high: 0.2 };
    assert.equal(
      estimateText({ ...estimate, money }, 200_000),
      'about 26 requests and 16k tokens, hardly more than 69k, cost about 0.031',
    );
  });

  it('says where the budget will end it', () => {
    assert.match(estimateText(estimate, 30_000), /hardly more than 30k$/);
    assert.match(estimateText(estimate, 5000), /16k tokens, the budget ends at 5k$/);
  });

  it('says what a run has taken, and nothing before it took something', () => {
    assert.equal(costText({ tokens: 0, money: 0 }), '');
    assert.equal(costText({ tokens: 900, money: 0 }), '900 tokens');
    assert.equal(costText({ tokens: 12_345, money: 0.0312 }), '12k tokens, cost 0.031');
  });

  it('writes money of any size', () => {
    assert.deepEqual([0, 0.000123, 0.5, 1.234, 123.4].map(moneyText), [
      ...['0', '0.00012', '0.5', '1.23', '123'],
    ]);
  });

  it('names the limits of a budget', () => {
    assert.equal(budgetText({}), '');
    assert.equal(budgetText({ tokens: 64_000, seconds: 90 }), '64k tokens or 90 s');
  });
});
