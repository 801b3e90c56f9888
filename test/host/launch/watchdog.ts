/** Ends a launch that has gone silent. */
import { LaunchError } from './editor.ts';

export class Watchdog {
  /** Rejects when the limit passes without a `reset`. */
  readonly expired: Promise<never>;
  readonly #reject: (error: LaunchError) => void;
  #timer: NodeJS.Timeout;

  constructor(limitMs: number) {
    const { promise, reject } = Promise.withResolvers<never>();
    // It may expire before anyone waits for it; whoever waits later still sees it.
    promise.catch(() => undefined);
    this.expired = promise;
    this.#reject = reject;
    this.#timer = this.#start(limitMs);
  }

  reset(limitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start(limitMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #start(limitMs: number): NodeJS.Timeout {
    return setTimeout(
      () =>
        this.#reject(new LaunchError(`nothing was heard from the tests for ${limitMs / 1000} s`)),
      limitMs,
    );
  }
}
