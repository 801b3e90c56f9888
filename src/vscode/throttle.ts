/**
 * Calls `work` at most once per `ms`, the last request always included. Many changes a second become
 * few redraws, and none is lost.
 */
export class Throttle {
  readonly #ms: number;
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again = false;

  constructor(ms: number, work: () => void) {
    this.#ms = ms;
    this.#work = work;
  }

  request(): void {
    if (this.#timer) {
      this.#again = true;
      return;
    }
    // First the waiting: work may ask to be done again.
    this.#wait();
    this.#work();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.request();
    }, this.#ms);
  }
}
