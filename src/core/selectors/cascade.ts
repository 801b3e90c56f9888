import { leastShare } from './agreement.ts';
import { b4Scores, openPriors } from './b4-score.ts';
import { faultsOf } from './faults.ts';
import { agreementShares } from './shares.ts';
import { passClasses, type Classes, type Table } from './table.ts';
import { tieredSelector, type Scored, type Scorer } from './tiered.ts';

/**
 * B4's log score over the voting tests plus N ln(mean share of candidates
 * that return the same), as in `agreement`, in the order of `tiered.ts`; exceptions that are faults
 * agree with nobody (see `faults.ts`).
 */
export const cascade = tieredSelector('cascade', (table, idle) => new CascadeScorer(table, idle));

class CascadeScorer implements Scorer {
  readonly #table: Table;
  readonly #groups: Classes;
  readonly #faults: Uint8Array;

  constructor(table: Table, idle: Uint8Array) {
    this.#table = table;
    this.#groups = passClasses(table, (row) => idle[row] !== 1);
    this.#faults = faultsOf(table);
  }

  score(weights: Float64Array): Scored {
    const groups = b4Scores(this.#table, this.#groups, weights, openPriors);
    const shares = agreementShares(this.#table, weights, this.#faults);
    const voters = weights.reduce((sum, weight) => sum + weight, 0);
    const tests = Float64Array.from(this.#groups.of, (group) => groups[group] ?? 0);
    const common = shares.map((share) => voters * Math.log(Math.max(share, leastShare)));
    return { scores: tests.map((score, row) => score + (common[row] ?? 0)), tests, common, shares };
  }
}
