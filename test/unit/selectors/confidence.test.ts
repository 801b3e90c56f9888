import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isProvable,
  winnerConfidence,
  type WinnerFacts,
} from '../../../src/core/selectors/confidence.ts';
import { provableFrom } from '../../../src/core/selectors/fitted.ts';

const facts = (rest: Partial<WinnerFacts>): WinnerFacts => ({
  share: 1,
  alike: 1,
  gate: undefined,
  passed: undefined,
  trust: 0,
  ...rest,
});
const said = (rest: Partial<WinnerFacts>) => Number(winnerConfidence(facts(rest)).toFixed(2));

describe('the confidence in a choice', () => {
  it('rises with what agrees, with the examples and with the tests', () => {
    assert.equal(said({ gate: false }), 0.25);
    assert.equal(said({}), 0.65);
    assert.equal(said({ gate: true }), 0.88);
    assert.equal(said({ alike: 10, passed: 1 }), 0.96);
    assert.equal(said({ alike: 10, passed: 1, share: 0.3 }), 0.86);
  });

  it('believes failed tests the more, the more independent ones agree', () => {
    assert.equal(said({ alike: 10, passed: 0.5, trust: 0 }), 0.9);
    assert.equal(said({ alike: 10, passed: 0.5, trust: 0.8 }), 0.53);
  });

  it('is a probability that no more agreement lowers', () => {
    fc.assert(
      fc.property(
        fc.record({
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          alike: fc.integer({ min: 0, max: 100 }),
          gate: fc.constantFrom(true, false, undefined),
          passed: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
          trust: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        (one) => {
          const probability = winnerConfidence(one);
          assert.ok(probability > 0 && probability < 1);
          assert.ok(winnerConfidence({ ...one, alike: one.alike + 1 }) >= probability);
          assert.ok(winnerConfidence({ ...one, share: 1 }) >= probability);
        },
      ),
    );
  });

  it('lets only a stable and probable choice be called proven that no test speaks against', () => {
    const ranking = {
      order: [],
      decision: 'accept',
      confidence: provableFrom,
      unopposed: true,
    } as const;
    assert.ok(isProvable(ranking));
    assert.ok(!isProvable({ ...ranking, confidence: provableFrom - 0.01 }));
    assert.ok(!isProvable({ ...ranking, decision: 'probe-more' }));
    assert.ok(!isProvable({ ...ranking, unopposed: false }));
  });
});
