import type { Evidence } from '../evidence.ts';
import type { Random } from '../ports.ts';

/** One candidate's row. Candidates with equal fingerprints are separate rows or one with multiplicity. */
export interface MatrixRow {
  readonly candidate: string;
  /** How many candidates this row stands for. */
  readonly multiplicity: number;
  /** Passed every trusted test. */
  readonly gate: boolean;
  /** Length of the source in characters. */
  readonly size: number;
  /** Per probe: the outcome key, or null where nothing was learnt (timeout, crash, skipped). */
  readonly outcomes: readonly (string | null)[];
  /** Per voting test: passed or not. */
  readonly passes: readonly boolean[];
}

/** All a Selector sees: outcomes of candidates on probes and on generated tests. */
export interface OutcomeMatrix {
  readonly rows: readonly MatrixRow[];
  /** Multiplicity of each voting test. */
  readonly testWeights: readonly number[];
  /** False where there was no trusted test, so that `gate` says nothing. */
  readonly gated: boolean;
}

export interface Ranked {
  readonly candidate: string;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

export type Decision = 'accept' | 'probe-more' | 'ask-user' | 'decompose' | 'give-up';

export interface Ranking {
  /** Best first; every row once. */
  readonly order: readonly Ranked[];
  readonly decision: Decision;
  /** Estimated probability that the first is right, 0..1. */
  readonly confidence: number;
}

/** Ranks candidates. Pure; ties are broken by the given chance. */
export interface Selector {
  readonly name: string;
  rank(matrix: OutcomeMatrix, random: Random): Ranking;
}
