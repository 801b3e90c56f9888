import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { classSignal, testSignal } from './signals.ts';
import { passClasses, passedTests, tabulate } from './table.ts';

/**
 * CodeT's dual agreement (Chen et al. 2022, section 3, and its released code): candidates that pass
 * the same tests form a consensus set; the set's score is
 *
 *     (tests passed) * sqrt(candidates in the set)
 *
 * with multiplicity on both sides; chance chooses inside the best set.
 */
export const codet: Selector = {
  name: 'codet',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const passed = passedTests(table);
    const classes = passClasses(table);
    const size = Float64Array.from(classes.of, (index) => classes.weight[index] ?? 0);
    return plainRanking(
      {
        table,
        scores: passed.map((tests, row) => tests * Math.sqrt(size[row] ?? 0)),
        signals: [
          testSignal(table, passed.map(Math.log1p)),
          classSignal(
            table,
            size.map((n) => 0.5 * Math.log(n)),
            classes,
            'pass the same tests',
          ),
        ],
      },
      random,
    );
  },
};
