import { leastShare } from './agreement.ts';
import { faultsOf } from './faults.ts';
import { scoreWeights } from './fitted.ts';
import { labelAgreement } from './label-agreement.ts';
import { passFit } from './pass-fit.ts';
import { agreementShares } from './shares.ts';
import { passClasses, type Classes, type Table } from './table.ts';
import { tieredSelector, type Scored, type Scorer } from './tiered.ts';

/**
 * The default. For a row whose class, the n_class voters that pass the same tests, passes the share p of all
 * test instances and keeps the share q of all passes (those of its tests, among those of all voters on
 * all tests), and whose outcomes are returned by the mean share s of the voters:
 *
 *     ln(n_class) + (2 + 8 rho) F(p) + 4 (1 - rho) F(q) + 3 ln(s),
 *     F(x) = x ln x + (1 - x) ln(1 - x) - (1 - x) ln 10
 *
 * in the order of `tiered.ts`, with the weights of `fitted.ts`. rho is how far independent tests of one call agree (`label-agreement.ts`):
 * where labels are good, how many tests pass decides; where they are poor, what they say counts by the
 * passes of others, as in CodeT and B4. The labels of one model err together, and so do its programs:
 * each term counts as a fixed number of independent observations, however many there are. An exception that is a
 * fault agrees with nobody (see `faults.ts`), but for rows that pass the trusted tests: those work, and trip alike
 * where an input asks for what the description rules out.
 */
export const balance = tieredSelector('balance', (table, idle) => new BalanceScorer(table, idle));

class BalanceScorer implements Scorer {
  readonly #table: Table;
  readonly #groups: Classes;
  readonly #faults: Uint8Array;
  readonly #trust: number;

  constructor(table: Table, idle: Uint8Array) {
    this.#table = table;
    this.#groups = passClasses(table, (row) => idle[row] !== 1);
    this.#faults = faultsOfUntrusted(table);
    this.#trust = labelAgreement(table);
  }

  score(weights: Float64Array): Scored {
    const groups = this.#groupScores(weights);
    const shares = agreementShares(this.#table, weights, this.#faults);
    const tests = Float64Array.from(this.#groups.of, (group) => groups[group] ?? 0);
    const common =
      this.#table.probes === 0
        ? new Float64Array(shares.length)
        : shares.map((share) => scoreWeights.common * Math.log(Math.max(share, leastShare)));
    return { scores: tests.map((score, row) => score + (common[row] ?? 0)), tests, common, shares };
  }

  #groupScores(weights: Float64Array): Float64Array {
    const { distinctTests, passes, testWeights, tests, rows } = this.#table;
    const { of, first, weight } = this.#groups;
    const voters = new Float64Array(weight.length);
    // Passes of each test by all voters, times its instances.
    const mass = new Float64Array(distinctTests);
    for (let row = 0; row < rows.length; row += 1) {
      const own = weights[row] ?? 0;
      if (own === 0) continue;
      const group = of[row] ?? 0;
      voters[group] = (voters[group] ?? 0) + own;
      for (let test = 0, at = row * distinctTests; test < distinctTests; test += 1, at += 1) {
        if (passes[at] === 1) mass[test] = (mass[test] ?? 0) + own * (testWeights[test] ?? 0);
      }
    }
    const allMass = mass.reduce((sum, each) => sum + each, 0);
    const rho = this.#trust;
    return voters.map((size, group) => {
      const start = (first[group] ?? 0) * distinctTests;
      let passed = 0;
      let kept = 0;
      for (let test = 0; test < distinctTests; test += 1) {
        if (passes[start + test] !== 1) continue;
        passed += testWeights[test] ?? 0;
        kept += mass[test] ?? 0;
      }
      const { crowd, passes: open, trustedPasses, kept: keeping } = scoreWeights;
      const shared = crowd * Math.log(Math.max(size, 0.5));
      if (tests === 0) return shared;
      const keptPart = allMass === 0 ? 0 : keeping * (1 - rho) * passFit(kept / allMass);
      return shared + (open + trustedPasses * rho) * passFit(passed / tests) + keptPart;
    });
  }
}

function faultsOfUntrusted(table: Table): Uint8Array {
  const faults = faultsOf(table);
  table.rows.forEach((row, index) => {
    const first = index * table.probes;
    if (table.matrix.gated && row.gate) faults.fill(0, first, first + table.probes);
  });
  return faults;
}
