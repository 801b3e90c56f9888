import type { Random } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/core/random.ts';

/** Attempts for each list of arguments that is wanted; most examples are too small for so many. */
const attempts = 8;

/**
 * Argument lists like those of the examples, each another one: one or two places are changed within their type, and
 * arguments are taken from another example now and then. What a description rules out may be among them.
 */
export function mutatedArguments(
  examples: readonly (readonly unknown[])[],
  count: number,
  seed: string,
): readonly (readonly unknown[])[] {
  const random = new SeededRandom(`inputs/${seed}`);
  const seen = new Set(examples.map((args) => JSON.stringify(args)));
  const made: (readonly unknown[])[] = [];
  for (let at = 0; examples.length > 0 && at < count * attempts && made.length < count; at += 1) {
    const [base, other] = [picked(examples, random), picked(examples, random)];
    let args = (base ?? []).map((arg, place) =>
      random.below(4) === 0 && other?.length === base?.length ? other?.[place] : arg,
    );
    for (let change = 0; args.length > 0 && change <= random.below(2); change += 1) {
      const place = random.below(args.length);
      args = args.map((arg, index) => (index === place ? mutated(arg, random) : arg));
    }
    const key = JSON.stringify(args);
    if (seen.has(key)) continue;
    seen.add(key);
    made.push(args);
  }
  return made;
}

function mutated(value: unknown, random: Random): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return number(value, random);
  if (typeof value === 'string') return sequence(Array.from(value), random, letter).join('');
  if (Array.isArray(value)) return sequence(value as readonly unknown[], random, mutated);
  return value;
}

function number(value: number, random: Random): number {
  const step = 1 + random.below(3);
  if (!Number.isInteger(value)) return value + (random.below(2) === 0 ? step : -step) / 2;
  switch (random.below(5)) {
    case 0:
      return value + step;
    case 1:
      return value - step;
    case 2:
      return value * 2;
    case 3:
      return Math.trunc(value / 2);
    default:
      return value < 0 ? -value : random.below(2);
  }
}

/** Items left out, repeated, exchanged, moved to the end, or one of them changed. */
function sequence<T>(
  items: readonly T[],
  random: Random,
  change: (item: T, random: Random) => unknown,
): readonly unknown[] {
  if (items.length === 0) return items;
  const at = random.below(items.length);
  const rest = items.filter((_, index) => index !== at);
  switch (random.below(6)) {
    case 0:
      return rest;
    case 1:
      return [...items.slice(0, at + 1), ...items.slice(at)];
    case 2:
      return [...rest, items[at]];
    case 3:
      return items.slice(0, at + 1);
    default:
      return items.map((item, index) => (index === at ? change(item, random) : item));
  }
}

function letter(character: string, random: Random): string {
  if (/[0-9]/.test(character)) return String(random.below(10));
  if (!/[a-z]/i.test(character)) return character;
  const first = /[a-z]/.test(character) ? 97 : 65;
  return String.fromCharCode(first + random.below(26));
}

function picked<T>(items: readonly T[], random: Random): T | undefined {
  return items[random.below(items.length)];
}
