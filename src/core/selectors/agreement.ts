import { b4Scores, openPriors } from './b4-score.ts';
import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { agreementShares } from './shares.ts';
import { shareSignal, testSignal } from './signals.ts';
import { passClasses, tabulate } from './table.ts';

/** The least mean share, so that a row that agrees with nobody has a finite score. */
export const leastShare = 1e-6;

/**
 * B4's log score (a = 1e3, b = 1e4, tests weighted by multiplicity) plus
 *
 *     N * ln(mean share of the N candidates that return the same as i)
 *
 * over the probes, the calls inside the generated tests among them; a crash or timeout agrees with
 * nobody. B4 weighs what the tests say of groups; the second term separates candidates that the
 * tests cannot tell apart.
 */
export const agreement: Selector = {
  name: 'agreement',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const classes = passClasses(table);
    const groups = b4Scores(table, classes, table.weights, openPriors);
    const shares = agreementShares(table);
    const tests = Float64Array.from(classes.of, (group) => groups[group] ?? 0);
    const common = shares.map((share) => table.candidates * Math.log(Math.max(share, leastShare)));
    return plainRanking(
      {
        table,
        scores: tests.map((score, row) => score + (common[row] ?? 0)),
        signals: [testSignal(table, tests), shareSignal(table, common, shares)],
      },
      random,
    );
  },
};
