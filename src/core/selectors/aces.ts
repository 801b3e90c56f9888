import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { testSignal } from './signals.ts';
import { passedTests, tabulate, type Table } from './table.ts';

/**
 * Tests weighted by how well the other tests predict them (ACES):
 *
 *     w_j = max(0, AUC(sum_{k != j} B[i,k] against B[.,j]) - 1/2) * p_j (1 - p_j)
 *     argmax_i sum_j w_j B[i,j]
 *
 * p_j is the share of candidates that pass j. Multiplicities count on both sides. Needs many samples.
 */
export const aces: Selector = {
  name: 'aces',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const weights = testTrust(table);
    const { distinctTests, passes } = table;
    const scores = Float64Array.from(table.rows, (_, row) => {
      let sum = 0;
      for (let test = 0; test < distinctTests; test += 1) {
        if (passes[row * distinctTests + test] === 1) sum += weights[test] ?? 0;
      }
      return sum;
    });
    return plainRanking({ table, scores, signals: [testSignal(table, scores)] }, random);
  },
};

/** w_j times the multiplicity of test j. */
function testTrust(table: Table): Float64Array {
  const { distinctTests, passes, testWeights, weights, candidates } = table;
  const passed = passedTests(table);
  const byScore = Int32Array.from(table.rows, (_, row) => row);
  return testWeights.map((multiplicity, test) => {
    const passes1 = (row: number) => passes[row * distinctTests + test] ?? 0;
    // One instance of the test is left out of the score that is to predict it.
    const score = (row: number) => (passed[row] ?? 0) - passes1(row);
    byScore.sort((a, b) => score(a) - score(b));
    let positive = 0;
    for (let row = 0; row < table.rows.length; row += 1) {
      if (passes1(row) === 1) positive += weights[row] ?? 0;
    }
    const negative = candidates - positive;
    if (positive === 0 || negative === 0) return 0;
    const share = positive / candidates;
    const auc = pairsWon(byScore, score, passes1, weights) / (positive * negative);
    return multiplicity * Math.max(0, auc - 0.5) * share * (1 - share);
  });
}

/** Weighted pairs of a passer and a failer in which the passer scores higher; equal scores count half. */
function pairsWon(
  byScore: Int32Array,
  score: (row: number) => number,
  passes: (row: number) => number,
  weights: Float64Array,
): number {
  let won = 0;
  let failersBelow = 0;
  for (let start = 0; start < byScore.length;) {
    let end = start;
    let passers = 0;
    let failers = 0;
    const level = score(byScore[start] ?? 0);
    while (end < byScore.length && score(byScore[end] ?? 0) === level) {
      const row = byScore[end] ?? 0;
      if (passes(row) === 1) passers += weights[row] ?? 0;
      else failers += weights[row] ?? 0;
      end += 1;
    }
    won += passers * (failersBelow + failers / 2);
    failersBelow += failers;
    start = end;
  }
  return won;
}
