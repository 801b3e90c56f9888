import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { classSignal } from './signals.ts';
import { outcomeClasses, tabulate } from './table.ts';

/**
 * The largest group of candidates with identical outcomes on all inputs (AlphaCode's clustering, Li
 * et al. 2022, section 4.6; MBR-exec, Shi et al. 2022). A group that is silent everywhere counts as
 * empty.
 */
export const exact: Selector = {
  name: 'exact',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const classes = outcomeClasses(table);
    const { outcomes, probes } = table;
    const scores = Float64Array.from(classes.of, (index, row) => {
      const heard = outcomes.subarray(row * probes, (row + 1) * probes).some((o) => o >= 0);
      return heard || probes === 0 ? (classes.weight[index] ?? 0) : 0;
    });
    return plainRanking(
      {
        table,
        scores,
        signals: [classSignal(table, scores, classes, 'return the same on every input')],
      },
      random,
    );
  },
};
