import type { Random } from '../ports.ts';
import { winnerConfidence } from './confidence.ts';
import { idleRows } from './idle.ts';
import { labelAgreement } from './label-agreement.ts';
import { hasRun, rankRows, type Scoring } from './rank.ts';
import type { Decision, Ranking, Selector } from './selector.ts';
import { shareSignal, testSignal } from './signals.ts';
import { outcomeClasses, passedTests, tabulate, type Classes, type Table } from './table.ts';

/** Random re-weightings behind `stability`; a clear case is settled by the first quarter. */
const reweightings = 100;
const clearAfter = 25;
/** Below this stability a rival is close enough to be told apart by another input. */
const closeCall = 0.8;

/** What a score is made of, per row of the table. */
export interface Scored {
  readonly scores: Float64Array;
  /** The part that generated tests have in the score. */
  readonly tests: Float64Array;
  /** The part that agreement has in it. */
  readonly common: Float64Array;
  /** Mean share of the voters that return the same, 0..1. */
  readonly shares: Float64Array;
}

/** Scores the rows for any weights of theirs; what does not depend on weights is computed once. */
export interface Scorer {
  /** @param weights Voters per row; 0 for idle rows. */
  score(weights: Float64Array): Scored;
}

/**
 * A selector that ranks in this order:
 *
 * 1. Trusted tests: who passes them all comes first; where nobody does, who passes most.
 * 2. Idle rows (stubs and constants, see `idle.ts`) come after the others, stubs last of all, and
 *    take no part in what follows.
 * 3. The scorer's score over the remaining rows, gate failures included.
 * 4. The source sampled most often, then chance.
 *
 * A candidate is never dropped for one generated label: tests and agreement only add to a score.
 *
 * `stability` comes from the Poisson bootstrap over candidates: how often a candidate of the winning
 * behaviour stays first when every candidate's multiplicity m is redrawn from Poisson(m).
 * `confidence` is the calibrated probability of `confidence.ts`. The decision: `give-up` where nothing
 * ran, `decompose` where trusted tests exist and nobody passes them, `accept` where the choice is
 * stable, else `probe-more` until distinguishing inputs were spent, then `ask-user`.
 */
export function tieredSelector(
  name: string,
  scorerOf: (table: Table, idle: Uint8Array) => Scorer,
): Selector {
  return { name, rank: (matrix, random) => rankTiered(tabulate(matrix), scorerOf, random) };
}

function rankTiered(
  table: Table,
  scorerOf: (table: Table, idle: Uint8Array) => Scorer,
  random: Random,
): Ranking {
  const { matrix } = table;
  if (table.rows.length === 0) return { order: [], decision: 'give-up', confidence: 0 };
  const idle = idleRows(table);
  const model = scorerOf(table, idle);
  const weights = table.weights.map((weight, row) => (idle[row] === 1 ? 0 : weight));
  const scored = model.score(weights);
  const tiers = tiersOf(table, idle);
  const scoring: Scoring = {
    table,
    scores: scored.scores,
    tiers,
    tie: (a, b) => moreSampled(table, a, b),
    tierNote: (row) => (idle[row] === 1 ? idleNote(table, row) : undefined),
    signals: [testSignal(table, scored.tests), shareSignal(table, scored.common, scored.shares)],
  };
  const { order, ranked } = rankRows(scoring, random);
  const best = order[0] ?? 0;
  const classes = outcomeClasses(table);
  const stability = stabilityOf(model, table, tiers, classes, weights, best, random);
  const gate = matrix.gated ? table.rows[best]?.gate === true : undefined;
  const ran = hasRun(table, best);
  const passed = table.tests === 0 ? undefined : (passedTests(table)[best] ?? 0) / table.tests;
  return {
    order: ranked,
    decision: decide(table, gate, ran, idle[best] === 1, stability),
    confidence: ran
      ? winnerConfidence({
          // Where there is no input, nobody has given anything else.
          share: table.probes === 0 ? 1 : (scored.shares[best] ?? 0),
          alike: weightOf(classes, weights, classes.of[best] ?? 0),
          gate,
          passed,
          trust: labelAgreement(table),
        })
      : 0,
    unopposed: gate ?? passed === 1,
    stability,
  };
}

/**
 * 2 above the gate, the share of trusted tests passed below it. A constant row comes after the
 * others of its side of the gate, a stub after all.
 */
function tiersOf(table: Table, idle: Uint8Array): Float64Array {
  return Float64Array.from(table.rows, (row, index) => {
    const above = !table.matrix.gated || row.gate;
    const tier = above ? 2 : Math.min(row.trusted ?? 0, 1);
    if (idle[index] !== 1) return tier;
    if (row.stub === true) return tier - 4;
    return above ? tier - 0.5 : tier - 1;
  });
}

function stabilityOf(
  model: Scorer,
  table: Table,
  tiers: Float64Array,
  classes: Classes,
  weights: Float64Array,
  best: number,
  random: Random,
): number {
  const chance = random.fork('stability');
  const winning = classes.of[best];
  let stayed = 0;
  for (let round = 0; round < reweightings; round += 1) {
    const clear = stayed === clearAfter || stayed <= clearAfter / 3;
    if (round === clearAfter && clear) return stayed / clearAfter;
    const drawn = weights.map((weight) => poisson(weight, chance));
    const { scores } = model.score(drawn);
    let first = -1;
    for (let row = 0; row < table.rows.length; row += 1) {
      if ((drawn[row] ?? 0) === 0) continue;
      if (first < 0 || before(row, first, tiers, scores, drawn)) first = row;
    }
    if (first >= 0 && classes.of[first] === winning) stayed += 1;
  }
  return stayed / reweightings;
}

function before(
  a: number,
  b: number,
  tiers: Float64Array,
  scores: Float64Array,
  weights: Float64Array,
): boolean {
  const gap =
    (tiers[a] ?? 0) - (tiers[b] ?? 0) ||
    (scores[a] ?? 0) - (scores[b] ?? 0) ||
    (weights[a] ?? 0) - (weights[b] ?? 0);
  return gap > 0;
}

/** Knuth's method; multiplicities are small. Above 30 the normal approximation is close enough. */
function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean > 30) {
    const normal =
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count += 1;
  }
  return count;
}

function decide(
  table: Table,
  gate: boolean | undefined,
  ran: boolean,
  idle: boolean,
  stability: number,
): Decision {
  if (!ran && !table.rows.some((_, row) => hasRun(table, row))) return 'give-up';
  if (gate === false || idle || !ran) return 'decompose';
  if (stability >= closeCall) return 'accept';
  return (table.matrix.distinguished ?? 0) === 0 ? 'probe-more' : 'ask-user';
}

function idleNote(table: Table, row: number): { source: 'agreement' | 'size'; note: string } {
  return table.rows[row]?.stub === true
    ? { source: 'size', note: 'Holds no implementation.' }
    : { source: 'agreement', note: 'Returns the same on every input, as a stub does.' };
}

function weightOf(classes: Classes, weights: Float64Array, index: number): number {
  return weights.reduce((sum, weight, row) => (classes.of[row] === index ? sum + weight : sum), 0);
}

function moreSampled(table: Table, a: number, b: number): number {
  return (table.weights[b] ?? 0) - (table.weights[a] ?? 0);
}
