import type { Candidate } from '../candidate.ts';
import type { Test } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import type { TestStrength } from '../mutation/earned-votes.ts';
import type { Contract, Plan } from '../plan/contract.ts';
import type { Random } from '../ports.ts';
import type { Selector } from '../selectors/selector.ts';
import type { RunSettings } from '../settings.ts';
import type { Task } from '../task/task.ts';
import type { Routine } from '../engine/step.ts';

/** What a Strategy may use besides its Steps: nothing of the outside world. */
export interface StrategyContext {
  readonly task: Task;
  readonly settings: RunSettings;
  readonly random: Random;
  /** The Selector that `settings.selector` names. */
  readonly selector: Selector;
}

/** The implementation chosen for one function of the plan. */
export interface SolvedFunction {
  readonly contract: Contract;
  readonly candidate: Candidate;
  readonly evidence: readonly Evidence[];
  readonly accepted: boolean;
  /** True where the user chose it. */
  readonly pinned?: true;
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
  readonly agreement: { readonly agrees: number; readonly of: number };
  /** Tests the winner passed, trusted and generated. */
  readonly passed: { readonly passed: number; readonly of: number };
}

/** Decides what to do next. Registered by name in `strategies/index.ts`. */
export interface Strategy {
  readonly name: string;
  solve(context: StrategyContext): Routine<Solution>;
}
