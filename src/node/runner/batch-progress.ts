/** One batch under way: which of its programs is at which of its calls. */
import type { Outcome } from '../../core/outcome.ts';
import type { BatchSink, OutcomeDetails } from './harness.ts';
import type { Observed } from './planned-checks.ts';

/** A program, or what is left of it, waiting to run. */
export interface Item {
  readonly program: number;
  readonly calls: readonly number[];
  /** In a process of its own, within the full limits: what happens then is final. */
  readonly final: boolean;
  /** In a process of its own, as it lost behind a program that may have changed what it rests on. */
  readonly apart?: boolean;
  /** Such a program ran before it in its process. */
  readonly suspect?: boolean;
  /** It was run again because the machine was busy. */
  readonly again?: boolean;
  /** Calls that ran past the adapted limit: they meet the full one if all others pass. */
  readonly late: readonly number[];
}

/** Who is told what a batch comes to. */
export interface ProgressHost {
  observed(program: number, call: number, seen: Observed): 'more' | 'enough';
  refused(item: Item, detail: string): void;
  finished(item: Item): void;
  /** It must run again alone before anything is concluded. */
  suspicious(item: Item): void;
}

/** Follows one batch and hands on what it says. */
export class BatchProgress implements BatchSink {
  readonly #items: readonly Item[];
  readonly #shared: boolean;
  readonly #host: ProgressHost;
  /** Programs of the batch that are done with. */
  finishedCount = 0;
  /** Calls that the current program has made. */
  madeCalls = 0;
  outcomes = 0;
  #starved = false;

  constructor(items: readonly Item[], shared: boolean, host: ProgressHost) {
    this.#items = items;
    this.#shared = shared;
    this.#host = host;
  }

  outcome(
    index: number,
    call: number,
    outcome: Outcome,
    details?: OutcomeDetails,
  ): 'more' | 'enough' {
    const item = this.#items[index];
    if (item === undefined) return 'enough';
    this.madeCalls += 1;
    this.outcomes += 1;
    const starved = outcome.kind === 'exception' && outcome.type === 'MemoryError';
    if (starved) this.#starved = true;
    const seen: Observed = starved
      ? { outcome: { kind: 'crash', detail: 'it ran out of memory', ms: outcome.ms } }
      : { outcome, details };
    return this.#host.observed(item.program, call, seen);
  }

  refused(index: number, detail: string): void {
    const item = this.#items[index];
    if (item !== undefined) this.#host.refused(item, detail);
    this.#next();
  }

  finished(index: number): void {
    const item = this.#items[index];
    // The end of a refused program is told too.
    if (item === undefined || index < this.finishedCount) return;
    if (this.#starved && this.#shared) this.#host.suspicious(item);
    else this.#host.finished(item);
    this.#next();
  }

  #next(): void {
    this.finishedCount += 1;
    this.madeCalls = 0;
    this.#starved = false;
  }
}
