import type { TestStrength, WithheldVote, Probe, Test } from '../check.ts';
import type { Candidate } from '../candidate.ts';
import type { Evidence } from '../evidence.ts';
import type { Contract } from '../contract.ts';
import type { CheckResult } from '../ports.ts';
import type { FileProof } from '../solution.ts';
import type { Verdict } from '../verdict.ts';

/** Where a function of the plan stands. */
export type NodeState =
  | 'planned'
  | 'dividing'
  | 'sampling'
  | 'writing-tests'
  | 'running'
  | 'asking'
  | 'solved'
  | 'failed'
  | 'stopped';

/** How one candidate did, for the tree, the report and the terminal. */
export interface CandidateScore {
  readonly candidate: string;
  /** Passed every trusted test (vacuously where there is none). */
  readonly gate: boolean;
  readonly trustedPassed: number;
  readonly trustedTotal: number;
  readonly generatedPassed: number;
  readonly generatedTotal: number;
  /** Candidates with the same fingerprint, this one included. */
  readonly agrees: number;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** One check that the candidates of a function were run on. */
export interface MatrixColumn {
  readonly check: Probe | Test;
  /** For a generated test that earned its vote. */
  readonly strength?: TestStrength;
  /** Why a generated test has no vote. */
  readonly withheld?: WithheldVote['reason'];
}

/** All candidates of a function on all its checks, for the report. */
export interface ResultMatrix {
  /** Trusted tests, generated tests with and without a vote, bare calls. */
  readonly columns: readonly MatrixColumn[];
  /** By candidate id, in the order of `columns`. */
  readonly rows: ReadonlyMap<string, readonly CheckResult[]>;
}

/**
 * What a Strategy reports about its progress: facts for people. Events carry no effects; they are
 * deterministic, so a replay produces the same ones. `node` is a node path such as `root/parse_line`.
 */
export type StrategyEvent =
  | {
      readonly type: 'node';
      readonly node: string;
      readonly parent?: string;
      readonly contract: Contract;
      /** Set where this node stands for a helper that is solved elsewhere in the tree. */
      readonly sharedWith?: string;
    }
  | {
      readonly type: 'state';
      readonly node: string;
      readonly state: NodeState;
      readonly note?: string;
      /** Samples expected in this state, where it samples. */
      readonly wanted?: number;
    }
  | { readonly type: 'candidate'; readonly node: string; readonly candidate: Candidate }
  | { readonly type: 'tests'; readonly node: string; readonly tests: readonly Test[] }
  | { readonly type: 'probes'; readonly node: string; readonly calls: readonly string[] }
  | { readonly type: 'matrix'; readonly node: string; readonly matrix: ResultMatrix }
  | {
      readonly type: 'scores';
      readonly node: string;
      readonly scores: readonly CandidateScore[];
    }
  | {
      readonly type: 'selected';
      readonly node: string;
      readonly candidate: string;
      readonly evidence: readonly Evidence[];
      /** True when the gate held and the selector accepted; false for a best effort. */
      readonly accepted: boolean;
      readonly verdict?: Verdict;
    }
  /** What the file will do, after `selected`: a part of the evidence. */
  | { readonly type: 'file'; readonly node: string; readonly proof: FileProof }
  | { readonly type: 'note'; readonly node: string; readonly note: string };
