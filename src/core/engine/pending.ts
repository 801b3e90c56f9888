import type { Hash, ModelRequest } from '../ports.ts';
import { requestWithoutSecrets } from '../privacy/secrets.ts';
import type { AnswerRoom } from './answer-room.ts';
import { ActionIds, requestHash } from './action-id.ts';
import { nothing, type Amounts, type Demand } from './budget.ts';
import { Cancellation } from './cancellation.ts';
import { requestNeed, runNeed, type Price } from './prices.ts';
import type { Recorded, RunRecord } from './record.ts';
import type { Fiber } from './routines.ts';
import type { Action, AskAction } from './step.ts';

/** An action that a routine waits for. */
export interface Pending {
  readonly fiber: Fiber;
  readonly action: Action;
  readonly id: string;
  readonly hash: string;
  /** For an ask: what its operator made of the input, secrets masked. */
  readonly asked: ModelRequest | undefined;
  readonly demand: Demand;
  /** The answer, where the journal holds one. */
  readonly recorded: Recorded | undefined;
  readonly cancellation: Cancellation;
  /** The routine was cancelled: nobody waits any more. */
  abandoned: boolean;
  /** The time limit ended it while it was under way. */
  expired: boolean;
  /** Its demand is taken from its lease. */
  reserved: boolean;
}

/** Makes pending actions: names them, and looks each up in the record. */
export class PendingActions {
  readonly #ids = new ActionIds();
  readonly #record: RunRecord;
  readonly #hash: Hash;
  readonly #price: Price | undefined;

  readonly #room: AnswerRoom;

  constructor(record: RunRecord, hash: Hash, price: Price | undefined, room: AnswerRoom) {
    this.#room = room;
    this.#record = record;
    this.#hash = hash;
    this.#price = price;
  }

  /** @throws RequestChanged where the record holds another request under the action's id. */
  make(fiber: Fiber, action: Action): Pending {
    const wanted = action.kind === 'ask' ? requestOf(action) : undefined;
    const id = this.#ids.next(fiber.labels, action);
    // The room is no part of it: an answer that was given with more or less is the answer all the same.
    const hash = requestHash(this.#hash, action, wanted);
    const work = action.kind === 'ask' ? action.operator.effort : undefined;
    const asked = wanted && this.#room.given(wanted, work);
    const recorded = this.#record.take(id, hash);
    return {
      fiber,
      action,
      id,
      hash,
      asked,
      demand: { need: this.#need(action, asked), paid: recorded !== undefined },
      recorded,
      cancellation: new Cancellation(),
      abandoned: false,
      expired: false,
      reserved: false,
    };
  }

  /** What an action may take at most. Asking the user costs nothing. */
  #need(action: Action, asked: ModelRequest | undefined): Amounts {
    if (asked) return requestNeed(asked, this.#price);
    return action.kind === 'run' ? runNeed(action.request) : nothing;
  }
}

/** What an operator makes of its input; asked again, only for the samples that were cut short. */
function requestOf({ operator, input, again }: AskAction): ModelRequest {
  const request = requestWithoutSecrets(operator.prompt(input));
  return again ? { ...request, samples: again.samples.length } : request;
}
