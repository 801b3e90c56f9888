import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { agreementShares } from './shares.ts';
import { shareSignal } from './signals.ts';
import { tabulate, type Table } from './table.ts';

const silenceCost = 100;
const gateCost = 10_000;

/**
 * FunCoder's functional consensus (Chen et al. 2024, section 2.2):
 *
 *     argmax_i sum_{k != i} mean_x [o(i,x) = o(k,x)]
 *
 * where an input on which i crashed or ran out of time costs 100, and failing a trusted test 10,000.
 * Ties go to chance.
 */
export const consensus: Selector = {
  name: 'consensus',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const shares = agreementShares(table);
    const { candidates, probes } = table;
    const scores = shares.map((share, row) => {
      const silent = silentProbes(table, row);
      // A row agrees with itself wherever it is not silent: take that out of the sum over k != i.
      const itself = probes === 0 ? 0 : (probes - silent) / probes;
      const gate = matrix.gated && table.rows[row]?.gate !== true ? gateCost : 0;
      return share * candidates - itself - silenceCost * silent - gate;
    });
    return plainRanking({ table, scores, signals: [shareSignal(table, scores, shares)] }, random);
  },
};

function silentProbes(table: Table, row: number): number {
  let silent = 0;
  for (let probe = 0; probe < table.probes; probe += 1) {
    if (table.outcomes[row * table.probes + probe] === -1) silent += 1;
  }
  return silent;
}
