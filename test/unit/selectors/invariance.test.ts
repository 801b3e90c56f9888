import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SeededRandom } from '../../../src/core/random.ts';
import { selectors } from '../../../src/core/selectors/index.ts';
import type { OutcomeMatrix, Selector } from '../../../src/core/selectors/selector.ts';
import { matrices } from './generators.ts';

const ordered = selectors.filter(({ name }) => name !== 'first');
const scored = ordered.filter(({ name }) => name !== 'random');

function scoresOf(selector: Selector, matrix: OutcomeMatrix): ReadonlyMap<string, number> {
  const { order } = selector.rank(matrix, new SeededRandom(7));
  return new Map(order.map(({ candidate, score }) => [candidate, score]));
}

function close(actual: number | undefined, expected: number | undefined): void {
  assert.ok(actual !== undefined && expected !== undefined);
  assert.ok(
    Math.abs(actual - expected) <= 1e-7 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}

describe('every selector', () => {
  for (const selector of selectors) {
    it(`${selector.name} ranks each row once and claims a probability`, () => {
      fc.assert(
        fc.property(matrices(), (matrix) => {
          const { order, confidence, stability } = selector.rank(matrix, new SeededRandom(1));
          assert.deepEqual(
            order.map(({ candidate }) => candidate).sort(),
            matrix.rows.map(({ candidate }) => candidate).sort(),
          );
          assert.ok(confidence >= 0 && confidence <= 1);
          assert.ok(stability === undefined || (stability >= 0 && stability <= 1));
          for (const { score, evidence } of order) {
            assert.ok(Number.isFinite(score));
            for (const { weight } of evidence) assert.ok(weight >= 0 && weight <= 1 + 1e-9);
          }
        }),
      );
    });

    it(`${selector.name} takes a row that passes the trusted tests while there is one`, () => {
      fc.assert(
        fc.property(matrices({ gated: true }), (matrix) => {
          const [best] = selector.rank(matrix, new SeededRandom(1)).order;
          const winner = matrix.rows.find(({ candidate }) => candidate === best?.candidate);
          assert.equal(
            winner?.gate,
            matrix.rows.some(({ gate }) => gate),
          );
        }),
      );
    });

    it(`${selector.name} gives up on no candidates and answers an empty order`, () => {
      const empty = { rows: [], testWeights: [], gated: false };
      assert.deepEqual(selector.rank(empty, new SeededRandom(1)), {
        order: [],
        decision: 'give-up',
        confidence: 0,
      });
    });
  }

  for (const selector of ordered) {
    it(`${selector.name} does not depend on the order of the rows`, () => {
      const shuffled = matrices().chain((matrix) =>
        fc.tuple(
          fc.constant(matrix),
          fc.shuffledSubarray([...matrix.rows], {
            minLength: matrix.rows.length,
            maxLength: matrix.rows.length,
          }),
        ),
      );
      fc.assert(
        fc.property(shuffled, ([matrix, rows]) => {
          assert.deepEqual(
            selector.rank({ ...matrix, rows }, new SeededRandom(3)),
            selector.rank(matrix, new SeededRandom(3)),
          );
        }),
      );
    });
  }

  for (const selector of scored) {
    it(`${selector.name} counts a row of multiplicity k as k rows`, () => {
      fc.assert(
        fc.property(matrices(), (matrix) => {
          const rows = matrix.rows.flatMap((row) =>
            Array.from({ length: row.multiplicity }, (_, copy) => ({
              ...row,
              candidate: `${row.candidate}.${copy}`,
              multiplicity: 1,
            })),
          );
          const expected = scoresOf(selector, matrix);
          for (const [candidate, score] of scoresOf(selector, { ...matrix, rows })) {
            close(score, expected.get(candidate.split('.')[0] ?? ''));
          }
        }),
      );
    });

    it(`${selector.name} counts a test of weight k as k tests`, () => {
      fc.assert(
        fc.property(matrices(), (matrix) => {
          const repeat = <T>(items: readonly T[]) =>
            items.flatMap((item, test) =>
              Array.from({ length: matrix.testWeights[test] ?? 0 }, () => item),
            );
          const spread = {
            ...matrix,
            rows: matrix.rows.map((row) => ({ ...row, passes: repeat(row.passes) })),
            testWeights: repeat(matrix.testWeights).map(() => 1),
          };
          const expected = scoresOf(selector, matrix);
          for (const [candidate, score] of scoresOf(selector, spread)) {
            close(score, expected.get(candidate));
          }
        }),
      );
    });
  }
});
