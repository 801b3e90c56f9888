import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SeededRandom } from '../../../src/core/random.ts';
import { selectorNamed } from '../../../src/core/selectors/index.ts';
import { logBeta, logGamma } from '../../../src/core/selectors/log-beta.ts';
import type { MatrixRow, OutcomeMatrix } from '../../../src/core/selectors/selector.ts';
import { matrices } from './generators.ts';

/** A matrix without multiplicities, so that the definitions can be written as they stand. */
const plain = matrices({ multiplicities: false }).map((matrix) => ({
  ...matrix,
  testWeights: matrix.testWeights.map(() => 1),
}));

function follows(name: string, definition: (row: MatrixRow, matrix: OutcomeMatrix) => number) {
  const selector = selectorNamed(name);
  assert.ok(selector);
  fc.assert(
    fc.property(plain, (matrix) => {
      for (const { candidate, score } of selector.rank(matrix, new SeededRandom(1)).order) {
        const row = matrix.rows.find((one) => one.candidate === candidate);
        assert.ok(row);
        const expected = definition(row, matrix);
        assert.ok(
          Math.abs(score - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
          `${name}: ${score} is not ${expected}`,
        );
      }
    }),
  );
}

const passed = (row: MatrixRow) => row.passes.filter(Boolean).length;
const samePasses = (a: MatrixRow) => (b: MatrixRow) => a.passes.join() === b.passes.join();
const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
const agrees = (a: MatrixRow, b: MatrixRow, probe: number) =>
  a.outcomes[probe] !== null && a.outcomes[probe] === b.outcomes[probe] ? 1 : 0;

/** ln B by its integral's closed form for whole numbers: ln((a-1)! (b-1)! / (a+b-1)!). */
function logBetaOfWhole(a: number, b: number): number {
  const logFactorial = (n: number) => {
    let sum = 0;
    for (let k = 2; k <= n; k += 1) sum += Math.log(k);
    return sum;
  };
  return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
}

function b4(row: MatrixRow, { rows }: OutcomeMatrix, a: number, b: number): number {
  const group = rows.filter(samePasses(row));
  const others = rows.filter((other) => !group.includes(other));
  const results = (wanted: boolean) =>
    others.flatMap((other) => other.passes.filter((_, test) => row.passes[test] === wanted));
  const e1 = results(true);
  const e0 = results(false);
  const sum = (values: readonly boolean[]) => values.filter(Boolean).length;
  const tests = row.passes.length;
  return (
    logBetaOfWhole(passed(row) + a, tests - passed(row) + 1) +
    logBetaOfWhole(group.length + a, rows.length - group.length + 1) +
    logBetaOfWhole(sum(e1) + 1, e1.length - sum(e1) + 1) +
    logBetaOfWhole(sum(e0) + 1, e0.length - sum(e0) + b)
  );
}

describe('selectors follow their definitions', () => {
  it('ln Gamma and ln Beta', () => {
    let factorial = 0;
    for (let n = 1; n <= 40; n += 1) {
      assert.ok(Math.abs(logGamma(n) - factorial) < 1e-9);
      factorial += Math.log(n);
    }
    assert.ok(Math.abs(logGamma(0.5) - Math.log(Math.sqrt(Math.PI))) < 1e-9);
    assert.ok(Math.abs(logBeta(1003, 8) - logBetaOfWhole(1003, 8)) < 1e-8);
  });

  it('max-pass: tests passed', () => follows('max-pass', passed));

  it('codet: tests passed times the root of the group', () =>
    follows(
      'codet',
      (row, { rows }) => passed(row) * Math.sqrt(rows.filter(samePasses(row)).length),
    ));

  it('exact: candidates with the same outcomes everywhere, unless all are silent', () =>
    follows('exact', (row, { rows }) => {
      const silent = row.outcomes.length > 0 && row.outcomes.every((outcome) => outcome === null);
      const key = JSON.stringify(row.outcomes);
      return silent ? 0 : rows.filter((other) => JSON.stringify(other.outcomes) === key).length;
    }));

  it('consensus: agreement with the others, 100 a silent input, 10,000 a failed gate', () =>
    follows('consensus', (row, { rows, gated }) => {
      const common = rows
        .filter((other) => other !== row)
        .map((other) => mean(row.outcomes.map((_, probe) => agrees(row, other, probe))))
        .reduce((sum, share) => sum + share, 0);
      const silent = row.outcomes.filter((outcome) => outcome === null).length;
      return common - 100 * silent - (gated && !row.gate ? 10_000 : 0);
    }));

  it('b4: the four Beta terms over explicit results', () =>
    follows('b4', (row, matrix) =>
      matrix.gated ? b4(row, matrix, 10, 10) : b4(row, matrix, 1e3, 1e4),
    ));

  it('agreement: b4 plus N times the logarithm of the mean share', () =>
    follows('agreement', (row, matrix) => {
      const { rows } = matrix;
      const share = mean(
        row.outcomes.map((_, probe) => mean(rows.map((other) => agrees(row, other, probe)))),
      );
      return b4(row, matrix, 1e3, 1e4) + rows.length * Math.log(Math.max(share, 1e-6));
    }));

  it('aces: tests weighted by how well the other tests predict them', () =>
    follows('aces', (row, { rows }) => {
      const trust = row.passes.map((_, test) => {
        const rest = (one: MatrixRow) => passed(one) - (one.passes[test] === true ? 1 : 0);
        const pairs = rows
          .filter((one) => one.passes[test])
          .flatMap((yes) =>
            rows
              .filter((one) => !one.passes[test])
              .map((no) => (rest(yes) > rest(no) ? 1 : rest(yes) === rest(no) ? 0.5 : 0)),
          );
        const share = mean(rows.map((one) => (one.passes[test] === true ? 1 : 0)));
        return pairs.length === 0 ? 0 : Math.max(0, mean(pairs) - 0.5) * share * (1 - share);
      });
      return trust.reduce((sum, weight, test) => sum + (row.passes[test] === true ? weight : 0), 0);
    }));
});
