/**
 * A deadline that is moved often and rarely met: moving it costs no timer. What waits to be read
 * when it is met is read first, so that a late reader is not taken for a late program.
 */
export class Deadline {
  readonly #met: () => void;
  #at = Infinity;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;

  constructor(met: () => void) {
    this.#met = met;
  }

  /** Sets it `ms` from now. */
  set(ms: number): void {
    this.#at = performance.now() + ms;
    if (this.#timer === undefined || this.#timerAt > this.#at) this.#arm();
  }

  clear(): void {
    this.#at = Infinity;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timerAt = this.#at;
    this.#timer = setTimeout(
      () => this.#fire(),
      Math.max(1, Math.ceil(this.#at - performance.now())),
    );
  }

  #fire(): void {
    this.#timer = undefined;
    if (this.#at === Infinity) return;
    if (performance.now() < this.#at) {
      this.#arm();
      return;
    }
    setImmediate(() => {
      if (this.#at === Infinity || this.#timer !== undefined) return;
      if (performance.now() < this.#at) this.#arm();
      else this.#met();
    });
  }
}
