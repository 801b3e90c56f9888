import type { Random } from '../ports.ts';

/** Chance in the words of those who draw. */
export class Chance {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** True so often, 0..1. */
  is(share: number): boolean {
    return this.#random.next() < share;
  }

  /** A whole number from `low` to `high`, both included. */
  within(low: number, high: number): number {
    const [from, to] = [Math.ceil(low), Math.floor(high)];
    if (to <= from) return from;
    return from + Math.floor(this.#random.next() * (to - from + 1));
  }

  next(): number {
    return this.#random.next();
  }

  /** One of some items. */
  of<T>(items: readonly [T, ...T[]]): T;
  of<T>(items: readonly T[]): T | undefined;
  of<T>(items: readonly T[]): T | undefined {
    return items.length === 0 ? undefined : items[this.#random.below(items.length)];
  }

  shuffled<T>(items: readonly T[]): readonly T[] {
    return items
      .map((item) => ({ item, key: this.#random.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
}
