import { purposeOf } from './action-id.ts';
import type { Delivery } from './delivery.ts';
import type { Refusal } from './denial.ts';
import type { DeniedEntry, ResultEntry } from './journal.ts';
import type { Pending } from './pending.ts';
import type { AskFailure } from './step.ts';

/** What a strategy asked for and did not get: its run is explained by it where nothing came of it. */
export class InVain {
  readonly refusals: Refusal[] = [];
  /** Why asks gave nothing, where it was not the budget. */
  readonly problems: AskFailure[] = [];
  /** Answers of the model that held something. */
  answers = 0;

  /** A result is delivered. */
  hear({ action }: Pending, entry: ResultEntry | DeniedEntry, { problem }: Delivery): void {
    if (entry.type === 'denied') {
      const { need, failure } = entry;
      this.refusals.push({ purpose: purposeOf(action), need, failure });
    } else if (problem) this.problems.push(problem);
    else if (entry.output.kind === 'reply') this.answers += 1;
  }
}
