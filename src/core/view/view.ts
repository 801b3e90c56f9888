import type { ModelWait } from '../ports.ts';
import type { Question } from '../question.ts';
import type { Candidate } from '../candidate.ts';
import type { Test } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import type { Contract } from '../contract.ts';
import type { FileProof } from '../solution.ts';
import type { Verdict } from '../verdict.ts';
import type { CandidateScore, NodeState, ResultMatrix } from './event.ts';

export type RunState =
  'running' | 'asking' | 'paused' | 'solved' | 'unsolved' | 'failed' | 'cancelled';

/** What the tree, the command line and the report show of one function of the plan. */
export interface NodeView {
  readonly path: string;
  readonly parent?: string;
  readonly sharedWith?: string;
  readonly contract: Contract;
  readonly state: NodeState;
  readonly note?: string;
  readonly wanted: number;
  readonly candidates: readonly Candidate[];
  readonly tests: readonly Test[];
  readonly probes: readonly string[];
  readonly scores: readonly CandidateScore[];
  /** Absent where the strategy runs combinations only, or nothing was run yet. */
  readonly matrix?: ResultMatrix;
  readonly selected?: string;
  readonly accepted?: boolean;
  /** How far the selected one is to be believed; absent in old journals. */
  readonly verdict?: Verdict;
  readonly evidence: readonly Evidence[];
  /** For the target: whether its file will do what was run. */
  readonly file?: FileProof;
  readonly notes: readonly string[];
  readonly tokens: number;
  /** How many of the tokens were thought; absent where none were. */
  readonly reasoning?: number;
  /** Tokens thought so far in actions under way, about; absent where none are. */
  readonly thinking?: number;
  /** The longest wait of actions under way; absent where none waits. */
  readonly waiting?: ModelWait;
  readonly money: number;
  /** Time spent in this node's actions, in ms; parallel actions add up. */
  readonly ms: number;
  readonly children: readonly string[];
}

/** The state of one run, folded from its Journal by the one reducer in `reduce.ts`. */
export interface RunView {
  readonly id: string;
  readonly state: RunState;
  /** What the run is about: qualified name and URI of the target. */
  readonly title: string;
  readonly uri: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly root?: string;
  readonly nodes: ReadonlyMap<string, NodeView>;
  readonly tokens: number;
  /** How many of the tokens were thought; absent where none were. */
  readonly reasoning?: number;
  /** Tokens that stopping answers early saved, at most; absent where none were stopped. */
  readonly saved?: number;
  readonly money: number;
  readonly runs: number;
  /** Actions under way and finished. */
  readonly active: number;
  readonly finished: number;
  readonly question?: Question;
  /** Why it failed or paused, and what to do. */
  readonly message?: string;
  readonly notices: readonly string[];
}
