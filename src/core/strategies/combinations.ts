import type { Random } from '../ports.ts';

/**
 * The combinations of one index below each size, each once, in an order shuffled by chance; at most
 * `limit` of them. Needs memory for what it yields, not for the product.
 */
export function* shuffledCombinations(
  sizes: readonly number[],
  limit: number,
  random: Random,
): Generator<readonly number[], void> {
  const total = sizes.reduce((product, size) => product * size, 1);
  const count = Math.min(total, limit);
  // Fisher and Yates, on an array of which only the places that moved are kept.
  const moved = new Map<number, number>();
  for (let at = 0; at < count; at += 1) {
    const swap = at + drawBelow(total - at, random);
    const drawn = moved.get(swap) ?? swap;
    moved.set(swap, moved.get(at) ?? at);
    moved.delete(at);
    yield indicesOf(drawn, sizes);
  }
}

/** Also for bounds beyond the safe integers, where the product is too large to number exactly. */
function drawBelow(bound: number, random: Random): number {
  return Number.isSafeInteger(bound) ? random.below(bound) : Math.floor(random.next() * bound);
}

function indicesOf(number: number, sizes: readonly number[]): readonly number[] {
  let rest = number;
  return sizes.map((size) => {
    const index = rest % size;
    rest = Math.floor(rest / size);
    return index;
  });
}
