import type { ModelRequest } from '../ports.ts';
import type { Demand } from './budget.ts';
import type { Cancellation } from './cancellation.ts';
import type { Recorded } from './record.ts';
import type { Fiber } from './routines.ts';
import type { Action } from './step.ts';

/** An action that a routine waits for. */
export interface Pending {
  readonly fiber: Fiber;
  readonly action: Action;
  readonly id: string;
  readonly hash: string;
  /** For an ask: what its operator made of the input. */
  readonly asked: ModelRequest | undefined;
  readonly demand: Demand;
  /** The answer, where the journal holds one. */
  readonly recorded: Recorded | undefined;
  readonly cancellation: Cancellation;
  /** The routine was cancelled: nobody waits any more. */
  abandoned: boolean;
}
