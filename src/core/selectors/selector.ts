import type { Evidence } from '../evidence.ts';
import type { Random } from '../ports.ts';

/** One candidate's row. Candidates with equal fingerprints are separate rows or one with multiplicity. */
export interface MatrixRow {
  readonly candidate: string;
  /** How many candidates this row stands for. */
  readonly multiplicity: number;
  /** Passed every trusted test. */
  readonly gate: boolean;
  /** Share of the trusted tests passed, 0..1; 1 or 0 by `gate` when absent. */
  readonly trusted?: number;
  /** True where the source holds no implementation (an empty body, `pass`, `todo`). */
  readonly stub?: boolean;
  /** Length of the source in characters. */
  readonly size: number;
  /** Per probe: the outcome key, or null where nothing was learnt (timeout, crash, skipped). */
  readonly outcomes: readonly (string | null)[];
  /** Per voting test: passed or not. */
  readonly passes: readonly boolean[];
}

/** What a judge said of two candidates' outcomes on one distinguishing input, seen in this order. */
export interface Duel {
  readonly first: string;
  readonly second: string;
  readonly verdict: 'first' | 'second' | 'tie';
}

/** All a Selector sees: outcomes of candidates on probes and on generated tests. See `buildMatrix`. */
export interface OutcomeMatrix {
  readonly rows: readonly MatrixRow[];
  /** Multiplicity of each voting test. */
  readonly testWeights: readonly number[];
  /**
   * Per voting test the call whose result it states. Tests of one call with different statements
   * contradict each other. Null, or absent as a whole, where that is not known.
   */
  readonly testCalls?: readonly (string | null)[];
  /** False where there was no trusted test, so that `gate` says nothing. */
  readonly gated: boolean;
  /** The probes' calls, for notes; in the order of `outcomes`. */
  readonly calls?: readonly string[];
  /** Judged pairs, for `sstar`; each pair is judged in both orders. */
  readonly duels?: readonly Duel[];
  /** Rounds of distinguishing inputs already spent on these candidates; 0 when absent. */
  readonly distinguished?: number;
}

export interface Ranked {
  readonly candidate: string;
  /** Comparable within one Ranking only. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/**
 * What to do next. `accept`: take the first. `probe-more`: a distinguishing input would tell the
 * first from a close rival. `ask-user`: two readings survive and inputs were already spent.
 * `decompose`: nobody passes the trusted tests; split the function or repair. `give-up`: nobody ran.
 */
export type Decision = 'accept' | 'probe-more' | 'ask-user' | 'decompose' | 'give-up';

export interface Ranking {
  /** Best first; every row once. */
  readonly order: readonly Ranked[];
  readonly decision: Decision;
  /** Estimated probability that the first is right, 0..1. */
  readonly confidence: number;
  /**
   * Whether the first passes the trusted tests or, where there are none, every test that votes. Absent where the
   * selector does not say.
   */
  readonly unopposed?: boolean;
  /**
   * How settled the choice is, 0..1: the share of random re-weightings of the candidates under which
   * a candidate of the same behaviour comes first. Absent where the selector does not measure it.
   */
  readonly stability?: number;
}

/**
 * Ranks candidates. Pure; ties are broken by the given chance, uniformly over candidates, in a way
 * that does not depend on the order of the rows.
 */
export interface Selector {
  readonly name: string;
  rank(matrix: OutcomeMatrix, random: Random): Ranking;
}
