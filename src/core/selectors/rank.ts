import type { Evidence } from '../evidence.ts';
import type { Random } from '../ports.ts';
import { isFault } from './faults.ts';
import type { Decision, Ranked, Ranking } from './selector.ts';
import { outcomeClasses, type Table } from './table.ts';

/** One part of a score, for evidence: `values[row]` adds to the score, `note` says what it saw. */
export interface Signal {
  readonly source: Evidence['source'];
  readonly values: ArrayLike<number>;
  readonly note: (row: number) => string;
}

export interface Scoring {
  readonly table: Table;
  /** Per row of the table; higher is better. */
  readonly scores: ArrayLike<number>;
  readonly signals: readonly Signal[];
  /**
   * Rows of a higher tier come before all rows of a lower one, whatever their scores. By default the
   * gate: 1 where every trusted test passed, 0 elsewhere.
   */
  readonly tiers?: ArrayLike<number>;
  /** Why a row is in its tier, where the reason is not a trusted test. */
  readonly tierNote?: (row: number) => Pick<Evidence, 'source' | 'note'> | undefined;
  /** Orders rows of equal tier and score before chance does; negative puts `a` first. */
  readonly tie?: (a: number, b: number) => number;
}

/**
 * Rows from best to worst: by tier, score, `tie`, then by chance. The chance of a row to come first
 * among equals is proportional to its multiplicity (weighted sampling by exponential keys,
 * Efraimidis and Spirakis 2006), and depends on its candidate id alone.
 */
export function orderRows(scoring: Scoring, random: Random): readonly number[] {
  const { table, scores, tie } = scoring;
  const tiers = scoring.tiers ?? gateTiers(table);
  const keys = table.rows.map(
    (row) => Math.log(random.fork(row.candidate).next()) / Math.max(row.multiplicity, 1e-9),
  );
  return table.rows
    .map((_, row) => row)
    .sort(
      (a, b) =>
        descending(tiers[a], tiers[b]) ||
        descending(scores[a], scores[b]) ||
        (tie?.(a, b) ?? 0) ||
        descending(keys[a], keys[b]),
    );
}

/** Orders the rows and says of each which signals put it where it is. */
export function rankRows(
  scoring: Scoring,
  random: Random,
): { readonly order: readonly number[]; readonly ranked: readonly Ranked[] } {
  const order = orderRows(scoring, random);
  const best = order[0];
  const runnerUp = order[1];
  const ranked = order.map((row): Ranked => ({
    candidate: scoring.table.rows[row]?.candidate ?? '',
    score: scoring.scores[row] ?? 0,
    evidence:
      best === undefined ? [] : explain(scoring, row, row === best ? runnerUp : best, row === best),
  }));
  return { order, ranked };
}

/** The Ranking of a selector with no model of its own certainty: the winner's share of candidates. */
export function plainRanking(scoring: Scoring, random: Random): Ranking {
  const { table } = scoring;
  const { order, ranked } = rankRows(scoring, random);
  const best = order[0];
  if (best === undefined) return { order: [], decision: 'give-up', confidence: 0 };
  const classes = outcomeClasses(table);
  const agree = classes.weight[classes.of[best] ?? 0] ?? 0;
  return {
    order: ranked,
    decision: plainDecision(table, best),
    confidence: hasRun(table, best) ? agree / table.candidates : 0,
  };
}

function plainDecision(table: Table, best: number): Decision {
  if (!table.rows.some((_, row) => hasRun(table, row))) return 'give-up';
  return table.matrix.gated && table.rows[best]?.gate !== true ? 'decompose' : 'accept';
}

/**
 * False where there were probes, every one was silent or a fault of the program, and no test passed:
 * nothing was learnt of this row.
 */
export function hasRun(table: Table, row: number): boolean {
  const { gate, outcomes } = table.rows[row] ?? {};
  if (outcomes === undefined || outcomes.length === 0) return true;
  if (table.matrix.gated && gate === true) return true;
  const first = row * table.probes;
  if (outcomes.some((key, probe) => table.outcomes[first + probe] !== -1 && !isFault(key))) {
    return true;
  }
  return table.passes
    .subarray(row * table.distinctTests, (row + 1) * table.distinctTests)
    .includes(1);
}

export function gateTiers(table: Table): Uint8Array {
  return Uint8Array.from(table.rows, (row) => (row.gate || !table.matrix.gated ? 1 : 0));
}

/**
 * Evidence for one row against one other: the signals on which they differ, weighted by how much of
 * the difference each carried. The tier decides alone where it differs.
 */
function explain(
  scoring: Scoring,
  row: number,
  other: number | undefined,
  first: boolean,
): readonly Evidence[] {
  const { table, signals } = scoring;
  const tiers = scoring.tiers ?? gateTiers(table);
  const evidence: Evidence[] = [];
  const tierDecides = other !== undefined && tiers[row] !== tiers[other];
  const gaps = signals.map((signal) =>
    other === undefined ? 0 : Math.abs((signal.values[row] ?? 0) - (signal.values[other] ?? 0)),
  );
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  const note = scoring.tierNote?.(row);
  if (note !== undefined) {
    evidence.push({ ...note, weight: tierDecides ? 1 : 0 });
  }
  if (table.matrix.gated) {
    evidence.push({
      source: 'trusted-examples',
      weight: tierDecides && note === undefined ? 1 : 0,
      note:
        table.rows[row]?.gate === true
          ? 'Passes every trusted test.'
          : 'Fails a trusted test, so it cannot win while another passes.',
    });
  }
  signals.forEach((signal, index) => {
    const weight = tierDecides || total === 0 ? 0 : (gaps[index] ?? 0) / total;
    evidence.push({ source: signal.source, weight, note: signal.note(row) });
  });
  if (!first && other !== undefined) evidence.push(difference(table, row, other));
  return evidence;
}

/** Where a loser's behaviour differs from the winner's, or why chance or size decided. */
function difference(table: Table, row: number, best: number): Evidence {
  const { outcomes, probes, matrix } = table;
  let differing = 0;
  let example: string | undefined;
  for (let probe = 0; probe < probes; probe += 1) {
    const mine = outcomes[row * probes + probe];
    if (mine === outcomes[best * probes + probe] && mine !== -1) continue;
    differing += 1;
    example ??= matrix.calls?.[probe];
  }
  if (differing === 0) {
    return {
      source: 'size',
      weight: 0,
      note: 'Behaves like the first on every input; the first was sampled more often, or chance decided.',
    };
  }
  return {
    source: 'agreement',
    weight: 0,
    note:
      `Differs from the first on ${differing} of ${probes} inputs` +
      (example === undefined ? '.' : `, such as ${example}.`),
  };
}

function descending(a: number | undefined, b: number | undefined): number {
  const x = a ?? 0;
  const y = b ?? 0;
  return x > y ? -1 : x < y ? 1 : 0;
}
