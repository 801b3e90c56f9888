import type { Solution } from '../solution.ts';
import type { Random } from '../ports.ts';
import type { Selector } from '../selectors/selector.ts';
import type { RunSettings } from '../settings.ts';
import type { Task } from '../task.ts';
import type { Routine } from './step.ts';

/** What a Strategy may use besides its Steps: nothing of the outside world. */
export interface StrategyContext {
  readonly task: Task;
  readonly settings: RunSettings;
  readonly random: Random;
  /** The Selector that `settings.selector` names. */
  readonly selector: Selector;
}

/** Decides what to do next. Registered by name in `strategies/index.ts`. */
export interface Strategy {
  readonly name: string;
  solve(context: StrategyContext): Routine<Solution>;
}
