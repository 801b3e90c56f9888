/**
 * The first wall limit of a call: about ten times the median of what peers took, so that a hang
 * costs little. A program that runs into it meets the full limit later, alone, if it still matters.
 */
export class AdaptiveLimit {
  readonly #fullMs: number;
  /** The most recent times; enough for a median that follows. */
  readonly #recent: number[] = [];
  #next = 0;

  constructor(fullMs: number) {
    this.#fullMs = fullMs;
  }

  note(ms: number): void {
    this.#recent[this.#next] = ms;
    this.#next = (this.#next + 1) % window;
  }

  /** Median of what calls take; undefined before enough of them are known. */
  get typicalMs(): number | undefined {
    if (this.#recent.length < enough) return undefined;
    const sorted = this.#recent.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }

  get ms(): number {
    const typical = this.typicalMs;
    return Math.min(this.#fullMs, Math.max(floorMs, 10 * (typical ?? 0)));
  }
}

const window = 101;
const enough = 5;
const floorMs = 50;
