import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SeededRandom } from '../../../src/core/random.ts';
import { balance } from '../../../src/core/selectors/balance.ts';
import { labelAgreement } from '../../../src/core/selectors/label-agreement.ts';
import type { OutcomeMatrix } from '../../../src/core/selectors/selector.ts';
import { tabulate } from '../../../src/core/selectors/table.ts';
import { matrices, matrix, row } from './generators.ts';

const first = (seen: OutcomeMatrix) => balance.rank(seen, new SeededRandom(5)).order[0]?.candidate;

describe('the agreement of labels', () => {
  const rho = (testWeights: number[], testCalls?: (string | null)[]) =>
    labelAgreement(
      tabulate({
        ...matrix([row('a', { passes: testWeights.map(() => true) })]),
        testWeights,
        ...(testCalls && { testCalls }),
      }),
    );

  it('is 0 where no call is stated twice', () => {
    assert.equal(rho([]), 0);
    assert.equal(rho([4, 3]), 0);
    assert.equal(rho([1, 1], ['f(1)', 'f(2)']), 0);
    assert.equal(rho([3], [null]), 0);
  });

  it('grows with the instances that state the same, less five', () => {
    assert.equal(rho([5], ['f(1)']), 5 / 10);
    assert.equal(rho([5, 5], ['f(1)', 'f(2)']), 10 / 15);
  });

  it('falls with those that contradict each other', () => {
    assert.equal(rho([1, 1], ['f(1)', 'f(1)']), 0);
    // Of three statements, two agree: each of the two with half of the others.
    assert.equal(rho([2, 1], ['f(1)', 'f(1)']), 1 / 8);
  });

  it('is a share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('f(1)', 'f(2)', null))),
        (tests) => {
          const value = rho(
            tests.map(([weight]) => weight),
            tests.map(([, call]) => call),
          );
          assert.ok(value >= 0 && value < 1);
        },
      ),
    );
  });
});

describe('balance', () => {
  // Ten candidates pass the same two of four tests, one passes all four.
  const split = (testCalls: string[]) =>
    matrix(
      [
        row('crowd', { multiplicity: 10, passes: [true, true, false, false] }),
        row('lone', { passes: [true, true, true, true] }),
      ],
      { testWeights: [5, 5, 5, 5], testCalls },
    );

  it('goes by the tests where independent writers agree on what calls give', () => {
    assert.equal(first(split(['f(1)', 'f(2)', 'f(3)', 'f(4)'])), 'lone');
  });

  it('goes by the passes of others where writers contradict each other', () => {
    const contradicting = matrix(
      [
        row('crowd', { multiplicity: 10, passes: [true, true, true, false, false, false] }),
        row('lone', { passes: [false, false, false, true, true, true] }),
      ],
      {
        testWeights: [1, 1, 1, 1, 1, 2],
        testCalls: ['f(1)', 'f(2)', 'f(3)', 'f(1)', 'f(2)', 'f(3)'],
      },
    );
    assert.equal(first(contradicting), 'crowd');
  });

  it('separates by agreement what tests cannot tell apart', () => {
    const seen = matrix([
      row('alone', { multiplicity: 2, outcomes: ['=1', '=2', '=3'], passes: [true] }),
      row('common', { outcomes: ['=1', '=2', '=4'], passes: [true] }),
      row('voters', { multiplicity: 6, outcomes: ['=0', '=2', '=4'], passes: [false] }),
    ]);
    assert.equal(first(seen), 'common');
  });

  it('hears candidates that trip alike where they pass the trusted tests', () => {
    const rows = [
      row('bold', { outcomes: ['=1', '=9'] }),
      row('timid', { outcomes: ['=1', '!IndexError'] }),
      row('alike', { multiplicity: 2, outcomes: ['=1', '!IndexError'] }),
    ];
    assert.equal(first(matrix(rows, { gated: true })), 'alike');
    assert.equal(first(matrix(rows)), 'bold');
  });

  it('scores as its formula says', () => {
    const fit = (share: number) => {
      const x = Math.min(Math.max(share, 1 / 11), 1);
      return x * Math.log(x) + (x === 1 ? 0 : (1 - x) * Math.log((1 - x) / 10));
    };
    fc.assert(
      fc.property(matrices(), (seen) => {
        // Small matrices with no stubs and fewer than five inputs have no idle rows.
        fc.pre((seen.rows[0]?.outcomes.length ?? 0) < 5);
        const { order } = balance.rank(seen, new SeededRandom(1));
        const rho = labelAgreement(tabulate(seen));
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        const voters = sum(seen.rows.map(({ multiplicity }) => multiplicity));
        const mass = seen.testWeights.map((weight, test) =>
          sum(seen.rows.map((one) => (one.passes[test] === true ? weight * one.multiplicity : 0))),
        );
        for (const one of seen.rows) {
          const group = seen.rows.filter((other) => other.passes.join() === one.passes.join());
          const crowd = Math.log(sum(group.map(({ multiplicity }) => multiplicity)));
          const own = (values: readonly number[]) =>
            sum(values.filter((_, test) => one.passes[test] === true));
          const tests = sum(seen.testWeights);
          const p = tests === 0 ? undefined : own(seen.testWeights) / tests;
          const q = sum(mass) === 0 ? undefined : own(mass) / sum(mass);
          const shares = one.outcomes.map((key, probe) =>
            key === null || (key === '!NameError' && !(seen.gated && one.gate))
              ? 0
              : sum(
                  seen.rows.map((other) =>
                    other.outcomes[probe] === key ? other.multiplicity : 0,
                  ),
                ) / voters,
          );
          const s = shares.length === 0 ? 1 : Math.max(sum(shares) / shares.length, 1e-6);
          const expected =
            crowd +
            (p === undefined ? 0 : (2 + 8 * rho) * fit(p)) +
            (q === undefined ? 0 : 4 * (1 - rho) * fit(q)) +
            3 * Math.log(s);
          const score = order.find(({ candidate }) => candidate === one.candidate)?.score;
          assert.ok(Math.abs((score ?? NaN) - expected) < 1e-7, `${score} is not ${expected}`);
        }
      }),
    );
  });
});
