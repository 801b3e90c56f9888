import type { Value } from '../values/value.ts';
import type { Limit } from './limits.ts';
import { itemsOf, numberOf, sizeOf } from './place.ts';
import type { PlaceTerm, Term } from './terms.ts';

/** What the arguments of known calls have in common. */
export interface Habits {
  /** What holds of how they are built: inner lists of one length, parameters of equal length. */
  readonly built: readonly Limit[];
  /** What holds of their numbers. It may be chance: most inputs keep to it. */
  readonly usual: readonly Limit[];
  /** Places of lists that always ascend, or never hold anything twice. */
  readonly ascending: ReadonlySet<string>;
  readonly distinct: ReadonlySet<string>;
}

/** So many known calls make a habit of what may be chance in one. */
const several = 2;

/**
 * What known calls have in common.
 *
 * @param calls Arguments of each; all as long as `names`.
 */
export function habitsOf(calls: readonly (readonly Value[])[], names: readonly string[]): Habits {
  const built: Limit[] = [];
  const usual: Limit[] = [];
  const [ascending, distinct] = [new Set<string>(), new Set<string>()];
  const columns = names.map((_, at) => calls.flatMap((args) => args[at] ?? []));
  for (const [at, name] of names.entries()) {
    const column = columns[at] ?? [];
    const lists = column.flatMap((value) => itemsOf(value) ?? []);
    built.push(...innerLengths(name, column));
    const [numbers, inner] = [numbersOf(column), numbersOf(lists)];
    if (numbers.length >= several && numbers.every((each) => each >= 0)) {
      usual.push({ left: number(0), is: '<=', right: place(name) });
    }
    if (inner.length >= several && inner.every((each) => each >= 0)) {
      usual.push({ left: number(0), is: '<=', right: place(name, ['i']) });
    }
    const deep = numbersOf(lists.flatMap((item) => itemsOf(item) ?? []));
    if (deep.length >= several && deep.every((each) => each >= 0)) {
      usual.push({ left: number(0), is: '<=', right: place(name, ['i', 'j']) });
    }
    const long = column.map(numericItems).filter((items) => items.length >= 3);
    if (long.length >= several && long.every(ascends)) ascending.add(name);
    const unique = (items: readonly number[]) => new Set(items).size === items.length;
    if (long.length >= several && long.every(unique)) distinct.add(name);
    const sizes = new Set(column.map((value) => sizeOf(value) ?? 1));
    if (sizes.size >= several && [...sizes].every((each) => each % 2 === 0)) {
      const rest: Term = { kind: 'remainder', of: [size(name), number(2)] };
      usual.push({ left: rest, is: '==', right: number(0) });
    }
    if (calls.length >= several && column.every((value) => (sizeOf(value) ?? 1) > 0)) {
      usual.push({ left: number(1), is: '<=', right: size(name) });
    }
  }
  for (const [at, name] of names.entries()) {
    for (const [other, second] of names.entries()) {
      if (other === at) continue;
      const pairs = calls.map((args) => [args[at], args[other]] as const);
      const sizes = pairs.map(([one, two]) => [sizeOf(one), sizeOf(two)] as const);
      const areSized = sizes.every(([one, two]) => one !== undefined && two !== undefined);
      if (at < other && areSized && isTelling(sizes) && sizes.every(([one, two]) => one === two)) {
        built.push({ left: size(name), is: '==', right: size(second) });
      }
      const within = pairs.map(([one, two]) => [numberOf(one), sizeOf(two)] as const);
      const isWithin = within.every(
        ([one, two]) => one !== undefined && two !== undefined && one >= 0 && one <= two,
      );
      if (calls.length >= several && isWithin) {
        usual.push({ left: place(name), is: '<=', right: size(second) });
      }
      const isCount = within.every(([one, two]) => one !== undefined && one === two);
      if (isCount && isTelling(within)) {
        built.push({ left: place(name), is: '==', right: size(second) });
      }
    }
  }
  return { built, usual, ascending, distinct };
}

/** Lists of lists: all of one length, as long as each other, or as long as there are of them. */
function innerLengths(name: string, column: readonly Value[]): readonly Limit[] {
  const nested = column.flatMap((value) => {
    const inner = (itemsOf(value) ?? []).map((item) => itemsOf(item)?.length);
    return inner.length > 0 && !inner.includes(undefined) ? [inner as readonly number[]] : [];
  });
  const all = nested.flat();
  const [first] = all;
  if (first === undefined || all.length < 3) return [];
  const left = size(name, ['i']);
  const isSquare = nested.every((inner) => inner.every((each) => each === inner.length));
  if (isSquare && nested.some(({ length }) => length > 1)) {
    return [{ left, is: '==', right: size(name) }];
  }
  if (all.every((each) => each === first)) {
    return [{ left, is: '==', right: number(first) }];
  }
  const isEven = nested.every((inner) => inner.every((each) => each === inner[0]));
  return isEven && nested.length >= several ? [{ left, is: '==', right: size(name, [0]) }] : [];
}

/** Equal sizes tell something where there are several of them, or one that is no coincidence. */
function isTelling(pairs: readonly (readonly [number | undefined, number | undefined])[]): boolean {
  const [first] = pairs;
  return pairs.length >= several ? true : (first?.[0] ?? 0) >= 3;
}

function numericItems(value: Value): readonly number[] {
  return numbersOf(itemsOf(value) ?? []);
}

function numbersOf(values: readonly Value[]): readonly number[] {
  return values.flatMap((value) => numberOf(value) ?? []);
}

function ascends(items: readonly number[]): boolean {
  return items.every((item, at) => at === 0 || item >= (items[at - 1] ?? item));
}

export function number(value: number): Term {
  return { kind: 'number', value };
}

export function place(name: string, steps: PlaceTerm['steps'] = []): PlaceTerm {
  return { kind: 'place', name, steps, size: false };
}

export function size(name: string, steps: PlaceTerm['steps'] = []): PlaceTerm {
  return { kind: 'place', name, steps, size: true };
}
