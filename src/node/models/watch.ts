import { AnswerError } from './failures.ts';

/** Ends a request that takes too long: to begin, between two pieces, or altogether. */
export class Watch {
  /** Why it was ended, where it was. */
  overdue: AnswerError | undefined;
  readonly #controller = new AbortController();
  readonly #server: string;
  #timer: NodeJS.Timeout | undefined;
  #whole: NodeJS.Timeout | undefined;

  constructor(server: string) {
    this.#server = server;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(): void {
    this.#controller.abort();
  }

  /** So long may it take until the next call; `what` is what came in that time. */
  allow(ms: number, what: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end(`${this.#server} sent ${what} for ${Math.round(ms / 1000)} s.`);
    }, ms);
  }

  /** So long may it take altogether. */
  total(ms: number): void {
    this.#whole = setTimeout(() => {
      this.#end(`${this.#server} was not done with its answer after ${Math.round(ms / 1000)} s.`);
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#whole);
  }

  #end(message: string): void {
    this.overdue ??= new AnswerError('timeout', message);
    this.#controller.abort();
  }
}
