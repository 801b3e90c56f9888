import type { Clock, Timer } from '../ports.ts';
import { purposeOf } from './action-id.ts';
import type { Effect, Effects } from './effects.ts';
import type { ActionEntry, Appended, Journal, JournalEntry } from './journal.ts';
import { Outage } from './outage.ts';
import type { Pending } from './pending.ts';
import type { Action } from './step.ts';
import type { Fact } from '../view/reduce.ts';

export interface SessionParts {
  readonly journal: Journal;
  readonly effects: Effects;
  readonly clock: Clock;
  /** Absent where time runs out only between requests. */
  readonly timer: Timer | undefined;
  /** Name of the model that an action is for, for the journal. */
  readonly modelOf: (action: Action) => string;
  /** Seconds of work that the run may still do; absent where unlimited. */
  readonly seconds: number | undefined;
  /** Ids of actions that were in flight when an earlier session ended. */
  readonly inFlightBefore: readonly string[];
  /** The journal holds answers of the model already. */
  readonly isAnswered: boolean;
  /** Decisions that the journal holds already; see `decisionKey`. */
  readonly decided: Set<string>;
  readonly onFact: (fact: Fact) => void;
  readonly onSettled: () => void;
}

/** The live side of a session: writes the journal and performs actions. A replay has none. */
export class Session {
  /** Actions that an earlier session had begun and this one made again. */
  repeated = 0;
  readonly #parts: SessionParts;
  readonly #inFlightBefore: Set<string>;
  readonly #began: number;
  /** Questions are put one at a time. */
  #questions: Promise<void> = Promise.resolve();
  /** Time spent waiting for the user alone, in ms: it does not count against the limit. */
  #waited = 0;
  #flying = 0;
  readonly #outage: Outage;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#inFlightBefore = new Set(parts.inFlightBefore);
    this.#began = parts.clock.monotonic();
    this.#outage = new Outage(parts.isAnswered);
  }

  get late(): boolean {
    const { seconds } = this.#parts;
    return seconds !== undefined && this.worked >= seconds * 1000;
  }

  /** Calls back once the time is used up; gives the function that ends the watch. */
  whenLate(callback: () => void): () => void {
    const { seconds, timer } = this.#parts;
    if (seconds === undefined || !timer) return () => undefined;
    let stop: () => void;
    const watch = () => {
      // Time spent waiting for the user moves the limit.
      const left = seconds * 1000 - this.worked;
      stop = timer.after(Math.max(0, Math.ceil(left)), () => {
        if (this.late) callback();
        else watch();
      });
    };
    watch();
    return () => {
      stop();
    };
  }

  /** Time this session has worked, in ms. */
  get worked(): number {
    return this.#parts.clock.monotonic() - this.#began - this.#waited;
  }

  /** Whether the journal lacks this decision; from now on it does not. */
  decides(node: string, candidate: string, accepted: boolean): boolean {
    const key = decisionKey(node, candidate, accepted);
    if (this.#parts.decided.has(key)) return false;
    this.#parts.decided.add(key);
    return true;
  }

  append(entry: JournalEntry, durable: boolean): Appended {
    return this.#parts.journal.append(entry, durable);
  }

  now(): string {
    return isoTime(this.#parts.clock.now());
  }

  /** Performs an action once its entry is in the journal, so that a kill never hides a call. */
  perform(pending: Pending): Promise<Effect> {
    if (pending.action.kind === 'ask') return this.#outage.watch(() => this.#perform(pending));
    return this.#perform(pending);
  }

  async #perform(pending: Pending): Promise<Effect> {
    await this.append(this.#announcement(pending), false).written;
    if (pending.cancellation.aborted) return { kind: 'cancelled' };
    if (this.#inFlightBefore.delete(pending.id)) this.repeated += 1;
    if (pending.action.kind === 'question') return this.#inTurn(() => this.#ask(pending));
    this.#flying += 1;
    try {
      return await this.#parts.effects.perform(pending);
    } finally {
      this.#flying -= 1;
    }
  }

  async #ask(pending: Pending): Promise<Effect> {
    const { onFact, onSettled, clock, effects } = this.#parts;
    if (pending.action.kind !== 'question' || pending.cancellation.aborted) {
      return { kind: 'cancelled' };
    }
    onFact({ type: 'asking', question: pending.action.question });
    onSettled();
    const asked = clock.monotonic();
    const alone = this.#flying === 0;
    const effect = await effects.perform(pending);
    if (alone) this.#waited += clock.monotonic() - asked;
    onFact({ type: 'answered' });
    return effect;
  }

  #inTurn(work: () => Promise<Effect>): Promise<Effect> {
    const result = this.#questions.then(work);
    // A question that failed does not keep the next one from being put.
    this.#questions = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  #announcement({ id, hash, action, asked }: Pending): ActionEntry {
    const head = { type: 'action' as const, at: this.now(), id, node: action.node, hash };
    switch (action.kind) {
      case 'ask':
        return asked
          ? {
              ...head,
              ask: {
                operator: purposeOf(action),
                model: this.#parts.modelOf(action),
                request: asked,
              },
            }
          : head;
      case 'run': {
        const { language, programs, checks } = action.request;
        return { ...head, run: { language, programs: programs.length, checks: checks.length } };
      }
      case 'question':
        return { ...head, question: action.question };
    }
  }
}

/** Tells decisions apart, so that a resumed run does not journal one twice. */
export function decisionKey(node: string, candidate: string, accepted: boolean): string {
  return `${node} ${candidate} ${accepted}`;
}

/** Milliseconds since the epoch as the journal writes them. */
export function isoTime(ms: number): string {
  return new Date(Math.floor(ms)).toISOString();
}
