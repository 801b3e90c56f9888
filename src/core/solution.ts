import type { Contract, Plan } from './contract.ts';
import type { Candidate } from './candidate.ts';
import type { Evidence } from './evidence.ts';
import type { Test, TestStrength } from './check.ts';
import type { Verdict } from './verdict.ts';

/** The implementation chosen for one function of the plan. */
export interface SolvedFunction {
  readonly contract: Contract;
  readonly candidate: Candidate;
  readonly evidence: readonly Evidence[];
  readonly accepted: boolean;
  /** True where the user chose it. */
  readonly pinned?: true;
}

/** Whether the file, as it is once a Solution is accepted, does what was run. */
export type FileProof =
  | {
      readonly proven: true;
      /** Tests and inputs on which it did the same. */
      readonly checks: number;
    }
  | {
      readonly proven: false;
      /** What the file would do instead, or why that is not known: a sentence for people. */
      readonly reason: string;
      /** It was not run: the budget had no room, or there was nothing to run it on. */
      readonly unrun?: true;
    };

/** Who stands behind a choice. */
export interface Agreement {
  /** Candidates that gave the same on every input, the chosen one included. */
  readonly agrees: number;
  readonly of: number;
  /**
   * Mean share of the rivals that gave the same on an input, 0..1: of the other candidates that pass the
   * trusted tests too and are not the code that the run was to replace. Absent without inputs or rivals.
   */
  readonly share?: number;
  /** Inputs on which an independent slow reference gave the same; absent where there was none. */
  readonly reference?: number;
}

/** What a run ends with. */
export interface Solution {
  /**
   * True when the target's candidate was accepted: it ran with its helpers, passed every trusted
   * test and its selector took it. For `divide`, which chooses no code: that there is a plan.
   */
  readonly accepted: boolean;
  /** The target first, then its helpers, dependencies last; empty when nothing could be sampled. */
  readonly functions: readonly SolvedFunction[];
  /** The plan as it was divided; absent for strategies that make none. */
  readonly plan?: Plan;
  /** Generated tests of the target that earned their vote. */
  readonly tests: readonly Test[];
  /** How strong those of them are that were measured, by id. */
  readonly strengths?: Readonly<Record<string, TestStrength>>;
  /** How many of the target's candidates behave like the winner, and how many there were. */
  readonly agreement: Agreement;
  /** Tests the winner passed, trusted and generated. */
  readonly passed: { readonly passed: number; readonly of: number };
  /** Absent where there is no code, and in journals of versions that did not run the file. */
  readonly file?: FileProof;
  /** Why it is not accepted, where the usual words do not fit. */
  readonly problem?: string;
  /** How far it is to be believed, and why no further; see `levelOf` where it is absent. */
  readonly verdict?: Verdict;
}

/** Nothing came of it. */
export const noSolution: Solution = {
  accepted: false,
  functions: [],
  tests: [],
  agreement: { agrees: 0, of: 0 },
  passed: { passed: 0, of: 0 },
};
