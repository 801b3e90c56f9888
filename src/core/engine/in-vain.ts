import { boughtBy } from './action-id.ts';
import type { Delivery } from './delivery.ts';
import type { Refusal } from './denial.ts';
import type { DeniedEntry, ResultEntry } from './journal.ts';
import type { Pending } from './pending.ts';
import type { Again, AskFailure } from './step.ts';

/** Answers of which the limit left nothing, after which a run that has no other gives up. */
const cutsThatAreEnough = 2;

/** What a strategy asked for and did not get: its run is explained by it where nothing came of it. */
export class InVain {
  readonly refusals: Refusal[] = [];
  /** Why asks gave nothing, where it was not the budget. */
  readonly problems: AskFailure[] = [];
  /** Answers of the model that held something. */
  answers = 0;
  #cuts = 0;

  /** A result is delivered; where it is asked for `again`, what comes then counts. */
  hear(
    { action }: Pending,
    entry: ResultEntry | DeniedEntry,
    { problem }: Delivery,
    again: Again | undefined,
  ): void {
    if (entry.type === 'denied') {
      const { need, failure } = entry;
      this.refusals.push({ wanted: boughtBy(action), need, failure });
      return;
    }
    if (again) return;
    const { output } = entry;
    if (problem) this.problems.push(problem);
    else if (output.kind === 'reply') this.answers += 1;
    if (!problem || output.kind !== 'reply') return;
    if (output.reply.samples.every(({ finish }) => finish === 'length')) this.#cuts += 1;
  }

  /**
   * Why the run gets nothing from its model, however often it asks: its answers end at the limit, in spite
   * of all the room that there is, and no other is `waited` for.
   */
  hopelessness(waited: Iterable<Pending>): string | undefined {
    if (this.answers > 0 || this.#cuts < cutsThatAreEnough) return undefined;
    for (const { action } of waited) if (action.kind === 'ask') return undefined;
    return `${this.problems.at(-1)?.message ?? ''} Every answer so far ended so, and the run was stopped.`;
  }
}
