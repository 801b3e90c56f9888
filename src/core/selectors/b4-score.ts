import { logBeta } from './log-beta.ts';
import type { Classes, Table } from './table.ts';

/** Hyperparameters of B4's Beta priors. */
export interface B4Priors {
  /** Strength of the belief that a right group passes most tests and is a small or large part alike. */
  readonly a: number;
  /** Strength of the belief that wrong programs seldom pass wrong tests. */
  readonly b: number;
}

/** Without trusted tests: generated tests are often wrong, so wrong ones must be rarely passed. */
export const openPriors: B4Priors = { a: 1e3, b: 1e4 };
/** Behind a gate of trusted tests. */
export const gatedPriors: B4Priors = { a: 10, b: 10 };

/**
 * B4's posterior score (Chen et al. 2024, "B4: Towards Optimal Assessment of Plausible Code
 * Solutions with Plausible Tests", section 4.2), in logarithms. For a group x of candidates that
 * pass exactly the tests y, with N candidates and M tests in all, n_x and n_y in the group:
 *
 *     ln B(n_y + a, M - n_y + 1) + ln B(n_x + a, N - n_x + 1)
 *     + ln B(S1 + 1, |E1| - S1 + 1) + ln B(S0 + 1, |E0| - S0 + b)
 *
 * E1 are the other candidates' results on the tests of y, E0 on the remaining tests, S their sums.
 * Candidates and tests count with multiplicity.
 *
 * @param classes Groups of rows by identical passes.
 * @param weights Candidates per row; may differ from the table's own.
 * @returns One score per class.
 */
export function b4Scores(
  table: Table,
  classes: Classes,
  weights: Float64Array,
  { a, b }: B4Priors,
): Float64Array {
  const { distinctTests, passes, testWeights, tests, rows } = table;
  const groups = new Float64Array(classes.weight.length);
  const passers = new Float64Array(distinctTests);
  let candidates = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    candidates += weight;
    const group = classes.of[row] ?? 0;
    groups[group] = (groups[group] ?? 0) + weight;
    for (let test = 0, at = row * distinctTests; test < distinctTests; test += 1, at += 1) {
      if (passes[at] === 1) passers[test] = (passers[test] ?? 0) + weight;
    }
  }
  return groups.map((size, group) => {
    let passed = 0;
    let sum1 = 0;
    let sum0 = 0;
    const start = (classes.first[group] ?? 0) * distinctTests;
    for (let test = 0; test < distinctTests; test += 1) {
      const weight = testWeights[test] ?? 0;
      const by = passers[test] ?? 0;
      if (passes[start + test] === 1) {
        passed += weight;
        sum1 += weight * (by - size);
      } else {
        sum0 += weight * by;
      }
    }
    const others = candidates - size;
    return (
      logBeta(passed + a, tests - passed + 1) +
      logBeta(size + a, others + 1) +
      logBeta(sum1 + 1, Math.max(0, others * passed - sum1) + 1) +
      logBeta(sum0 + 1, Math.max(0, others * (tests - passed) - sum0) + b)
    );
  });
}
