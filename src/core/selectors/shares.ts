import type { Table } from './table.ts';

/**
 * Mean over probes of the share of candidates whose outcome equals row i's:
 *
 *     share_i = mean_x sum_k weight_k [o(i,x) = o(k,x)] / sum_k weight_k
 *
 * Silent outcomes agree with nobody, not even themselves. 0 for all where there is no probe.
 *
 * @param weights Candidates per row; the table's own where the rows are not re-weighted.
 * @param ignored Outcomes that agree with nobody besides the silent ones: 1 at `row * probes + probe`.
 */
export function agreementShares(
  table: Table,
  weights: Float64Array = table.weights,
  ignored?: Uint8Array,
): Float64Array {
  const { outcomes, probes, rows } = table;
  const shares = new Float64Array(rows.length);
  const votes = new Float64Array(rows.length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (probes === 0 || total === 0) return shares;
  for (let probe = 0; probe < probes; probe += 1) {
    votes.fill(0);
    for (let row = 0, at = probe; row < rows.length; row += 1, at += probes) {
      const outcome = outcomes[at] ?? -1;
      if (outcome >= 0) votes[outcome] = (votes[outcome] ?? 0) + (weights[row] ?? 0);
    }
    for (let row = 0, at = probe; row < rows.length; row += 1, at += probes) {
      const outcome = outcomes[at] ?? -1;
      if (outcome < 0 || ignored?.[at] === 1) continue;
      shares[row] = (shares[row] ?? 0) + (votes[outcome] ?? 0);
    }
  }
  return shares.map((sum) => sum / (probes * total));
}
