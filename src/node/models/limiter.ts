import type { CancelSignal } from '../../core/ports.ts';
import { Turns } from '../turns.ts';

interface Waiting {
  readonly start: () => void;
}

/**
 * Limits requests in flight to one endpoint. The limit halves when the server says it is
 * overloaded and grows by one after a limit's worth of successes. Runs (`lane`s) take turns, so that
 * a large run does not starve a small one.
 */
export class Limiter {
  readonly #ceiling: number;
  #limit: number;
  #active = 0;
  #successes = 0;
  readonly #turns = new Turns<Waiting>();

  constructor(ceiling: number) {
    this.#ceiling = Math.max(1, ceiling);
    this.#limit = this.#ceiling;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Runs `work` when there is room. Rejects with the signal's reason when cancelled while waiting. */
  async run<T>(lane: string, signal: CancelSignal, work: () => Promise<T>): Promise<T> {
    await this.#admission(lane, signal);
    try {
      return await work();
    } finally {
      this.#active -= 1;
      this.#admit();
    }
  }

  succeeded(): void {
    this.#successes += 1;
    if (this.#successes >= this.#limit && this.#limit < this.#ceiling) {
      this.#limit += 1;
      this.#successes = 0;
      this.#admit();
    }
  }

  overloaded(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#successes = 0;
  }

  #admission(lane: string, signal: CancelSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#turns.remove(lane, waiting);
        reject(new WaitCancelled());
      };
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      if (signal.aborted) {
        reject(new WaitCancelled());
        return;
      }
      signal.addEventListener('abort', onAbort);
      this.#turns.add(lane, waiting);
      this.#admit();
    });
  }

  #admit(): void {
    while (this.#active < this.#limit) {
      const waiting = this.#turns.take();
      if (!waiting) return;
      this.#active += 1;
      waiting.start();
    }
  }
}

/** Thrown to a caller that was cancelled while it waited for its turn. */
export class WaitCancelled extends Error {
  constructor() {
    super('cancelled while waiting for a free request slot');
    this.name = 'WaitCancelled';
  }
}
