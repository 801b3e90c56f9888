import type { Random } from './ports.ts';

/**
 * Seeded chance: a 128-bit xorshift generator whose state is derived from a seed text. Not for
 * secrets.
 */
export class SeededRandom implements Random {
  readonly #seed: string;
  readonly #state: Uint32Array;

  constructor(seed: number | string) {
    this.#seed = String(seed);
    this.#state = spread(this.#seed);
  }

  next(): number {
    // 53 bits, as a double holds them.
    return ((this.#word() >>> 5) * 0x4000000 + (this.#word() >>> 6)) / 0x20000000000000;
  }

  below(bound: number): number {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new RangeError(`A bound must be a whole number of at least 1, not ${bound}.`);
    }
    return Math.floor(this.next() * bound);
  }

  fork(label: string): Random {
    return new SeededRandom(`${this.#seed}/${label}`);
  }

  #word(): number {
    const state = this.#state;
    let first = at(state, 0);
    const last = at(state, 3);
    first ^= first << 11;
    first ^= first >>> 8;
    state.copyWithin(0, 1);
    state[3] = last ^ (last >>> 19) ^ first;
    // The sum breaks up the linear pattern that xorshift alone leaves in its low bits.
    return (at(state, 3) + Math.imul(last, 0x9e3779b1)) >>> 0;
  }
}

/** Four well-mixed words, never all zero, from a text of any length. */
function spread(text: string): Uint32Array {
  const state = new Uint32Array(4);
  for (let lane = 0; lane < 4; lane += 1) {
    let word = 0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b1);
    for (let index = 0; index < text.length; index += 1) {
      word = Math.imul(word ^ text.charCodeAt(index), 0x01000193);
      word ^= word >>> 15;
    }
    state[lane] = scramble(word ^ text.length);
  }
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
