import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { testSignal } from './signals.ts';
import { passedTests, tabulate } from './table.ts';

/** Most generated tests passed: argmax_i sum_j B[i,j]. */
export const maxPass: Selector = {
  name: 'max-pass',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const scores = passedTests(table);
    return plainRanking({ table, scores, signals: [testSignal(table, scores)] }, random);
  },
};
