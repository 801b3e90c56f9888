import { placeInActionId, type ActionPlace } from './action-id.ts';
import { nothing, plus, type Amounts } from './budget.ts';
import type { DeniedEntry, Forgets, ReadEntry, ResultEntry } from './journal.ts';

/** A recorded result with its place in the journal: results are delivered in this order. */
export interface Recorded {
  readonly place: number;
  readonly entry: ResultEntry | DeniedEntry;
  /** True where it was paid for by another run: a fork's source. */
  readonly foreign: boolean;
}

/** Thrown where a recorded action is asked for with another request: code or prompts changed. */
export class RequestChanged extends Error {
  readonly action: string;

  constructor(action: string) {
    super(
      `The request of "${action}" is no longer the one that this run made: Coppice, its prompts or its settings have changed since.`,
    );
    this.name = 'RequestChanged';
    this.action = action;
  }
}

function requestKey(id: string, hash: string): string {
  return `${placeInActionId(id).purpose} ${hash}`;
}

/** Whether an answer that is there is to be had anew. */
export type Afresh = (place: ActionPlace) => boolean;

/** What a journal's last session left, and what an action may reuse of it. */
export class RunRecord {
  readonly #results = new Map<string, Recorded>();
  /** Ids by request: in a fork a function may have moved within its plan. */
  readonly #byRequest = new Map<string, string[]>();
  /** From here on, requests may differ: they were made for want of an answer that is asked again. */
  #firstGap = Infinity;
  readonly #unanswered = new Set<string>();
  #spent: Amounts = nothing;
  readonly #fork: boolean;
  readonly #judgedAnew: boolean;
  readonly #afresh: Afresh;

  /**
   * `entries` are those after the first line, which has place 0. A fork takes what matches of
   * another run's and minds no change; it leaves what the model said where it is to be asked
   * `afresh`, and all but that where what ran is to be `judgedAnew`.
   */
  constructor(
    entries: readonly ReadEntry[],
    options: {
      readonly fork?: boolean;
      readonly afresh?: Afresh;
      readonly judgedAnew?: boolean;
    } = {},
  ) {
    this.#fork = options.fork ?? false;
    this.#judgedAnew = options.judgedAnew ?? false;
    this.#afresh = options.afresh ?? (() => false);
    entries.forEach((entry, index) => this.#read(entry, index + 1));
  }

  /** Results and denials that an action may still take. */
  get size(): number {
    return this.#results.size;
  }

  /** Ids of actions that were begun and have no result: they were in flight at the end. */
  get inFlight(): readonly string[] {
    return [...this.#unanswered];
  }

  /** Whether a model has answered that an action may still take. */
  get isAnswered(): boolean {
    return [...this.#results.values()].some(
      ({ entry }) => entry.type === 'result' && entry.output.kind === 'reply',
    );
  }

  /** What all recorded results cost this run, reused or not. */
  get spent(): Amounts {
    return this.#spent;
  }

  /** Drops what a new session asks again. */
  forget(what: Forgets): void {
    for (const [id, { entry, place }] of this.#results) {
      const failed = entry.type === 'result' && entry.output.kind === 'failure';
      if (!(entry.type === 'denied' ? what.denials : failed && what.failures)) continue;
      this.#results.delete(id);
      this.#firstGap = Math.min(this.#firstGap, place);
    }
  }

  /**
   * The recorded result of an action, which is then no longer held. Undefined where there is none.
   * @throws RequestChanged where there is one for another request.
   */
  take(id: string, hash: string): Recorded | undefined {
    const recorded = this.#results.get(id);
    if (recorded?.entry.hash === hash) {
      this.#results.delete(id);
      return recorded;
    }
    if (this.#fork) return this.#takeMoved(id, hash);
    if (!recorded || recorded.place > this.#firstGap) return undefined;
    throw new RequestChanged(id);
  }

  /** The same request, made for the same purpose at another place. */
  #takeMoved(id: string, hash: string): Recorded | undefined {
    const ids = this.#byRequest.get(requestKey(id, hash)) ?? [];
    for (let other = ids.shift(); other !== undefined; other = ids.shift()) {
      const recorded = this.#results.get(other);
      if (recorded?.entry.hash !== hash) continue;
      this.#results.delete(other);
      return recorded;
    }
    return undefined;
  }

  #index({ id, hash }: ResultEntry): void {
    const key = requestKey(id, hash);
    const ids = this.#byRequest.get(key);
    if (ids) ids.push(id);
    else this.#byRequest.set(key, [id]);
  }

  /** Only the model is asked again: what ran, and what the user said, holds. */
  #isAskedAfresh({ id, output }: ResultEntry): boolean {
    const isAnswer = output.kind === 'reply' || output.kind === 'failure';
    return isAnswer && this.#afresh(placeInActionId(id));
  }

  #read(entry: ReadEntry, place: number): void {
    switch (entry.type) {
      case 'action':
        this.#unanswered.add(entry.id);
        return;
      case 'result':
        this.#unanswered.delete(entry.id);
        if (!entry.reused) this.#spent = plus(this.#spent, entry.cost);
        if (this.#isAskedAfresh(entry)) return;
        if (this.#judgedAnew && entry.output.kind !== 'reply') return;
        this.#results.set(entry.id, { place, entry, foreign: this.#fork });
        if (this.#fork) this.#index(entry);
        return;
      case 'denied':
        this.#unanswered.delete(entry.id);
        if (!this.#fork) this.#results.set(entry.id, { place, entry, foreign: false });
        return;
      case 'resumed':
        this.forget(entry.forgets);
        return;
      default:
        return;
    }
  }
}
