import type { CancelSignal, Hash } from '../ports.ts';
import type { Failure } from '../result.ts';
import type { AnswerRoom } from './answer-room.ts';
import { nothing, type Amounts, type Budget, type Lease } from './budget.ts';
import { answered, deliveryOf, finished, type Ready } from './delivery.ts';
import type { LoopEnd, StopReason } from './conclusion.ts';
import { denial, lateness } from './denial.ts';
import type { Effect } from './effects.ts';
import { InVain } from './in-vain.ts';
import type { StrategyEvent } from '../view/event.ts';
import {
  unwritable,
  type Appended,
  type DeniedEntry,
  type JournalEntry,
  type ResultEntry,
} from './journal.ts';
import type { OperatorTools } from './operator.ts';
import { PendingActions, type Pending } from './pending.ts';
import { PlaceQueue } from './place-queue.ts';
import type { Price } from './prices.ts';
import { RequestChanged, type RunRecord } from './record.ts';
import type { Fact } from '../view/reduce.ts';
import { Routines, type Fiber, type RoutineHost } from './routines.ts';
import type { Session } from './session.ts';
import { describe, settled, type Settled } from './settled.ts';
import type { Action, DeriveStep, Routine } from './step.ts';

export interface LoopParts<T> {
  readonly routine: Routine<T>;
  readonly record: RunRecord;
  readonly budget: Budget;
  readonly price: Price | undefined;
  readonly tools: OperatorTools;
  readonly room: AnswerRoom;
  readonly hash: Hash;
  readonly signal: CancelSignal;
  /** Writes and performs. Absent for a replay, which only reads. */
  readonly session: Session | undefined;
  /** That of the journal. */
  readonly format: number;
  /** Everything that the view is folded from, in order. */
  readonly onFact: (fact: Fact) => void;
  /** Called when a burst of facts is over. */
  readonly onSettled: () => void;
}

interface Derived {
  readonly fiber: Fiber;
  readonly value: Promise<Settled<unknown>>;
}

/**
 * Drives one session of a run: the only place where a strategy's actions take effect. Results are
 * delivered one at a time, in the order of their places in the journal, each only after everything
 * that follows from the one before. Recorded results come first; only when none is left to deliver
 * does anything new begin. So a session over a journal takes the very steps of the sessions before.
 */
export class Loop<T> implements RoutineHost {
  readonly inVain = new InVain();
  /** Actions that were answered from the record. */
  reused = 0;
  readonly #parts: LoopParts<T>;
  readonly #routines: Routines<T>;
  readonly #actions: PendingActions;
  readonly #pending = new Map<Lease, Pending>();
  readonly #ready = new PlaceQueue<Ready>();
  readonly #derived: Derived[] = [];
  readonly #toBegin: Pending[] = [];
  #flights = 0;
  #stop: Failure<StopReason> | undefined;
  #wake: (() => void) | undefined;

  constructor(parts: LoopParts<T>) {
    this.#parts = parts;
    this.#actions = new PendingActions(parts.record, parts.hash, parts.price, parts.room);
    this.#routines = new Routines(parts.routine, parts.budget.root, this);
  }

  /** Runs to the end. Everything begun is over when it resolves. */
  async run(): Promise<LoopEnd<T>> {
    const { signal, session } = this.#parts;
    const cancel = () => {
      this.#stopFor('cancelled', 'The run was stopped.');
    };
    signal.addEventListener('abort', cancel);
    const unwatch = session?.whenLate(() => {
      this.#expire();
    });
    try {
      if (signal.aborted) cancel();
      else this.#guarded(() => this.#routines.start());
      for (;;) if (!(await this.#turn())) break;
    } finally {
      signal.removeEventListener('abort', cancel);
      unwatch?.();
    }
    const { end } = this.#routines;
    if (!end) this.#guarded(() => this.#routines.cancel());
    if (end?.kind === 'returned') return { kind: 'finished', value: end.value };
    if (this.#stop) return { kind: 'stopped', ...this.#stop };
    if (end?.kind === 'threw') {
      return { kind: 'stopped', reason: 'internal-error', message: describe(end.error) };
    }
    return { kind: 'exhausted' };
  }

  /** Does the first thing that can be done now; false when nothing will be any more. */
  async #turn(): Promise<boolean> {
    const over = this.#stop !== undefined || this.#routines.end !== undefined;
    // With nothing recorded left, what may begin need not wait for what is still being worked out.
    if (!over && this.#parts.record.size === 0 && this.#begin()) return true;
    const derived = this.#derived.shift();
    if (derived) {
      const value = await derived.value;
      this.#guarded(() => {
        if (value.ok) this.#routines.deliver(derived.fiber, value.value);
        else this.#routines.throwInto(derived.fiber, value.error);
      });
      return true;
    }
    const ready = this.#ready.take();
    if (ready) {
      await this.#deliver(ready);
      return true;
    }
    if (!over && (this.#begin() || this.#resolveBudget())) return true;
    if (this.#flights === 0) return false;
    this.#parts.onSettled();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return true;
  }

  act(fiber: Fiber, action: Action): void {
    const { budget, session } = this.#parts;
    const pending = this.#made(fiber, action);
    if (!pending) return;
    this.#pending.set(fiber.lease, pending);
    if (this.#stop) return;
    if (!session) {
      if (pending.recorded) this.#proceed(pending);
    } else if (isLate(pending, session)) {
      this.#refuse(pending, session);
    } else if (budget.request(fiber.lease, pending.demand)) {
      this.#granted(pending);
    }
  }

  derive(fiber: Fiber, step: DeriveStep): void {
    const { format, tools } = this.#parts;
    const isKnown = (step.since ?? 0) <= format;
    const value = isKnown ? step.compute(tools) : Promise.resolve(undefined);
    this.#derived.push({ fiber, value: settled(value) });
  }

  report(event: StrategyEvent): void {
    const { session, onFact } = this.#parts;
    onFact(event);
    if (!session || event.type !== 'selected') return;
    const { node, candidate, accepted } = event;
    if (!session.decides(node, candidate, accepted)) return;
    this.#append(session, { ...event, type: 'decision', at: session.now() }, true);
  }

  abandon(fiber: Fiber): void {
    const pending = this.#pending.get(fiber.lease);
    if (!pending) return;
    this.#pending.delete(fiber.lease);
    pending.abandoned = true;
    pending.cancellation.cancel();
    this.#parts.onFact({ type: 'dropped', action: pending.id });
  }

  /** Undefined where the journal no longer fits the strategy: then the run stops. */
  #made(fiber: Fiber, action: Action): Pending | undefined {
    try {
      return this.#actions.make(fiber, action);
    } catch (error) {
      if (!(error instanceof RequestChanged)) throw error;
      this.#stopFor('changed', error.message);
      return undefined;
    }
  }

  /** What the action may take is reserved. A recorded denial takes nothing in the end. */
  #granted(pending: Pending): void {
    pending.reserved = true;
    this.#proceed(pending);
  }

  /** The action may happen: it is answered from the record, or waits for its turn to begin. */
  #proceed(pending: Pending): void {
    const { recorded, id, action } = pending;
    this.#parts.onFact({ type: 'begun', action: id, node: action.node });
    if (!recorded) {
      this.#toBegin.push(pending);
      return;
    }
    this.reused += 1;
    const { place, entry, foreign } = recorded;
    const { session } = this.#parts;
    if (!foreign || !session || entry.type === 'denied') {
      this.#makeReady(pending, place, entry, Promise.resolve());
      return;
    }
    // A fork keeps what it takes over, so that its own journal tells its whole story.
    const own: ResultEntry = { ...entry, id, at: session.now(), reused: true };
    const appended = this.#append(session, own, false);
    this.#makeReady(pending, appended.place, own, appended.written);
  }

  /** Begins everything that may begin; true where there was something. */
  #begin(): boolean {
    const { session } = this.#parts;
    const pending = this.#toBegin.splice(0);
    if (!session || pending.length === 0) return false;
    for (const each of pending) {
      if (each.abandoned) this.#close(each, nothing);
      else if (isLate(each, session)) this.#giveBack(each, session);
      else {
        this.#flights += 1;
        void this.#fly(each, session);
      }
    }
    return true;
  }

  async #fly(pending: Pending, session: Session): Promise<void> {
    const performed = await settled(session.perform(pending));
    if (!performed.ok) {
      this.#close(pending, nothing);
      this.#stopFor('internal-error', describe(performed.error));
    } else this.#land(pending, performed.value, session);
    this.#flights -= 1;
    this.#wake?.();
    this.#wake = undefined;
  }

  #land(pending: Pending, effect: Effect, session: Session): void {
    if (effect.kind !== 'done') {
      if (pending.expired && !pending.abandoned) {
        this.#giveBack(pending, session);
        return;
      }
      this.#close(pending, nothing);
      if (effect.kind === 'fatal') this.#stopFor(effect.reason, effect.message);
      else if (!pending.cancellation.aborted) {
        this.#stopFor('cancelled', 'The run was stopped from outside.');
      }
      return;
    }
    const { output, cost, ms } = effect;
    const { id, hash } = pending;
    this.#close(pending, cost);
    const at = session.now();
    // What comes after a cancellation is paid for all the same: it is kept for a resume.
    const entry: ResultEntry = { type: 'result', at, id, hash, ms, cost, output };
    // Outcomes cost only time to have again; and the next durable entry takes them along.
    const appended = this.#append(session, entry, output.kind !== 'outcomes');
    if (!pending.abandoned) this.#makeReady(pending, appended.place, entry, appended.written);
  }

  /** The action is over: its reservation ends. Its lease hears of that with the delivery. */
  #close({ demand, fiber, abandoned }: Pending, cost: Amounts): void {
    const { budget } = this.#parts;
    budget.spend(demand, cost);
    if (abandoned) budget.settle(fiber.lease, demand, cost);
  }

  /** The time is used up: the action is denied and what it had reserved returns. */
  #giveBack(pending: Pending, session: Session): void {
    this.#close(pending, nothing);
    this.#parts.budget.settle(pending.fiber.lease, pending.demand, nothing);
    pending.reserved = false;
    this.#refuse(pending, session);
  }

  /** Ends requests under way when the time is used up, so that the strategy can wind up. */
  #expire(): void {
    for (const pending of this.#pending.values()) {
      if (pending.action.kind !== 'ask' || pending.recorded) continue;
      pending.expired = true;
      pending.cancellation.cancel();
    }
  }

  #makeReady(
    pending: Pending,
    place: number,
    entry: ResultEntry | DeniedEntry,
    written: Promise<void>,
  ): void {
    const derived = deliveryOf(pending, entry, this.#parts.tools);
    const delivery = settled(Promise.all([derived, written]).then(([value]) => value));
    this.#ready.add({ place, pending, entry, delivery });
  }

  async #deliver({ pending, entry, delivery }: Ready): Promise<void> {
    const { fiber, demand } = pending;
    const { budget, onFact, session } = this.#parts;
    const result = await delivery;
    const denied = entry.type === 'denied';
    const cost = denied ? nothing : entry.cost;
    if (session && pending.reserved) {
      const paidElsewhere = !denied && entry.reused === true;
      budget.settle(fiber.lease, demand, paidElsewhere ? nothing : cost);
    }
    if (pending.abandoned) return;
    if (!result.ok) {
      this.#stopFor('internal-error', describe(result.error));
      return;
    }
    this.#pending.delete(fiber.lease);
    const again = this.#parts.room.heard(pending, entry);
    this.inVain.hear(pending, entry, result.value, again);
    for (const text of result.value.notices) onFact({ type: 'notice', text });
    onFact(finished(pending, entry));
    const hopeless = this.inVain.hopelessness(this.#pending.values());
    if (hopeless !== undefined) this.#stopFor('cut-short', hopeless);
    else this.#guarded(() => this.#routines.deliver(fiber, answered(result.value, again)));
  }

  /** Gives room to actions that wait for it, or denies one; true where that changed something. */
  #resolveBudget(): boolean {
    const { budget, session } = this.#parts;
    if (!session) return false;
    const { granted, denied } = budget.resolve();
    for (const lease of granted) this.#granted(this.#waitingFor(lease));
    if (denied) {
      const pending = this.#waitingFor(denied);
      const { recorded, demand } = pending;
      if (recorded?.entry.type === 'denied') this.#proceed(pending);
      else if (recorded) {
        budget.overdraw(denied, demand);
        this.#granted(pending);
      } else this.#refuse(pending, session);
    }
    return granted.length > 0 || denied !== undefined;
  }

  #waitingFor(lease: Lease): Pending {
    const pending = this.#pending.get(lease);
    if (!pending) throw new Error('A lease waits without an action.');
    return pending;
  }

  #refuse(pending: Pending, session: Session): void {
    const { id, hash, demand, action } = pending;
    const failure = isLate(pending, session) ? lateness() : denial(pending, this.#parts.budget);
    const entry: DeniedEntry = {
      type: 'denied',
      at: session.now(),
      id,
      hash,
      need: demand.need,
      failure,
    };
    this.#parts.onFact({ type: 'begun', action: id, node: action.node });
    const appended = this.#append(session, entry, true);
    this.#makeReady(pending, appended.place, entry, appended.written);
  }

  /** Appends to the journal; a failure to write stops the run. */
  #append(session: Session, entry: JournalEntry, durable: boolean): Appended {
    const appended = session.append(entry, durable);
    appended.written.catch((error: unknown) => {
      this.#stopFor('journal-unwritable', unwritable(error));
    });
    return appended;
  }

  /** Stops the run for the first reason given; what is under way is cancelled and awaited. */
  #stopFor(reason: StopReason, message: string): void {
    if (this.#stop) return;
    this.#stop = { reason, message };
    for (const { cancellation } of this.#pending.values()) cancellation.cancel();
    this.#wake?.();
    this.#wake = undefined;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#stopFor('internal-error', describe(error));
    }
  }
}

/** No time is left for a request; what only runs or asks the user may still wind the run up. */
function isLate({ action, recorded }: Pending, session: Session): boolean {
  return action.kind === 'ask' && !recorded && session.late;
}
