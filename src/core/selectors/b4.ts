import { b4Scores, gatedPriors, openPriors } from './b4-score.ts';
import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { testSignal } from './signals.ts';
import { passClasses, tabulate } from './table.ts';

/** The best posterior of B4 over groups that pass the same tests; see `b4-score.ts`. */
export const b4: Selector = {
  name: 'b4',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const classes = passClasses(table);
    const priors = matrix.gated ? gatedPriors : openPriors;
    const groups = b4Scores(table, classes, table.weights, priors);
    const scores = Float64Array.from(classes.of, (group) => groups[group] ?? 0);
    return plainRanking({ table, scores, signals: [testSignal(table, scores)] }, random);
  },
};
