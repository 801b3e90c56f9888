/** Sends each mocha result to the launcher, in order. */
import type { Runner, Test } from 'mocha';
import type { HostEvent } from './protocol.ts';

export class ResultSender {
  /** How many failures `fail` has added. */
  added = 0;
  readonly #send: (event: HostEvent) => Promise<void>;
  #sent: Promise<void> = Promise.resolve();

  constructor(send: (event: HostEvent) => Promise<void>) {
    this.#send = send;
  }

  /** Sends the results of `runner` as they come. */
  watch(runner: Runner): void {
    runner.once('start', () => this.#queue({ type: 'start', total: runner.total }));
    runner.on('pass', (test: Test) =>
      this.#queue({ type: 'pass', title: test.fullTitle(), durationMs: test.duration ?? 0 }),
    );
    runner.on('pending', (test: Test) => this.#queue({ type: 'pending', title: test.fullTitle() }));
    runner.on('retry', (test: Test, error: unknown) =>
      this.#queue({ type: 'retry', title: test.fullTitle(), ...describe(error) }),
    );
    runner.on('fail', (test: Test, error: unknown) =>
      this.#queue({ type: 'fail', title: test.fullTitle(), ...describe(error) }),
    );
  }

  /** Adds a failure that mocha does not know of. */
  fail(title: string, message: string): void {
    this.added += 1;
    this.#queue({ type: 'fail', title, message, stack: '' });
  }

  /** Sends the last word and waits until the launcher has everything. */
  async end(): Promise<void> {
    this.#queue({ type: 'end' });
    await this.#sent;
  }

  /** Says that the tests could not be run, and waits until the launcher knows. */
  async crash(error: unknown): Promise<void> {
    const { message, stack } = describe(error);
    this.#queue({ type: 'crash', message: stack || message });
    await this.#sent;
  }

  #queue(event: HostEvent): void {
    this.#sent = this.#sent.then(() => this.#send(event));
  }
}

function describe(error: unknown): { message: string; stack: string } {
  return error instanceof Error
    ? { message: error.message, stack: error.stack ?? '' }
    : { message: String(error), stack: '' };
}
