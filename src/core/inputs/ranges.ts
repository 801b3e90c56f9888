import type { Limit } from './limits.ts';
import { valueOf, type Scope, type Term } from './terms.ts';

/** How far numbers may go at a place. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const nowhere: Scope = { names: new Map(), loops: new Map() };

/**
 * The ranges of values and of sizes that limits with a number on one side give, by parameter and depth:
 * positions in a list share one range, and `settled` does the rest.
 */
export class Ranges {
  readonly #values = new Map<string, Range>();
  readonly #sizes = new Map<string, Range>();

  constructor(limits: readonly Limit[]) {
    for (const { left, is, right } of limits) {
      const [low, high] = [valueOf(left, nowhere), valueOf(right, nowhere)];
      const gap = is === '<' ? 1 : 0;
      if (low !== undefined)
        this.#narrow(right, { low: low + gap, high: is === '==' ? low : Infinity });
      if (high !== undefined)
        this.#narrow(left, { low: is === '==' ? high : -Infinity, high: high - gap });
    }
  }

  values(parameter: string, depth: number): Range {
    return this.#values.get(`${parameter} ${depth}`) ?? unlimited;
  }

  sizes(parameter: string, depth: number): Range {
    const { low, high } = this.#sizes.get(`${parameter} ${depth}`) ?? unlimited;
    return { low: Math.max(low, 0), high };
  }

  #narrow(term: Term, { low, high }: Range): void {
    if (term.kind !== 'place') return;
    const key = `${term.name} ${term.steps.length}`;
    const ranges = term.size ? this.#sizes : this.#values;
    const known = ranges.get(key) ?? unlimited;
    ranges.set(key, { low: Math.max(known.low, low), high: Math.min(known.high, high) });
  }
}

const unlimited: Range = { low: -Infinity, high: Infinity };
