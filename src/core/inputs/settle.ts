import type { Value } from '../values/value.ts';
import type { Chance } from './chance.ts';
import { isKept, type Limit } from './limits.ts';
import { changedAt, itemsOf, numberLike, numberOf, sizeOf, valueAt } from './place.ts';
import { everyScope, placesOf, positionsOf, valueOf, type PlaceTerm, type Scope } from './terms.ts';

/** Rounds in which limits that are broken are mended; each may break another. */
const rounds = 6;
/** As far above its least value as a number goes when it is drawn anew. */
const reach = 12;

/**
 * The arguments with what breaks a limit drawn anew: numbers within what the limits leave, lists and
 * strings cut or lengthened. Undefined where that does not end well.
 *
 * @param lengthened One item more for a list at some place, or characters for a string.
 */
export function settled(
  args: readonly Value[],
  names: readonly string[],
  limits: readonly Limit[],
  chance: Chance,
  more: (parameter: number, depth: number) => Value,
): readonly Value[] | undefined {
  let now = args;
  for (let round = 0; round < rounds; round += 1) {
    const broken = limits.filter((limit) => !isKept(limit, scopeOf(now, names)));
    if (broken.length === 0) return now;
    for (const limit of broken) now = mended(now, names, limit, limits, chance, more);
  }
  const scope = scopeOf(now, names);
  return limits.every((limit) => isKept(limit, scope)) ? now : undefined;
}

export function scopeOf(args: readonly Value[], names: readonly string[]): Scope {
  const bound = names.flatMap((name, at): (readonly [string, Value])[] => {
    const value = args[at];
    return value === undefined ? [] : [[name, value]];
  });
  return { names: new Map(bound), loops: new Map() };
}

function mended(
  args: readonly Value[],
  names: readonly string[],
  limit: Limit,
  limits: readonly Limit[],
  chance: Chance,
  more: (parameter: number, depth: number) => Value,
): readonly Value[] {
  const { left, right } = limit;
  let now = args;
  for (const { loops } of [...everyScope([left, right], scopeOf(args, names))]) {
    const scope = { ...scopeOf(now, names), loops };
    if (isKept(limit, scope)) continue;
    const places = [left, right].flatMap((side) =>
      side.kind === 'place' && valueOf(side, scope) !== undefined ? [side] : [],
    );
    const place = chance.of(places);
    if (place !== undefined) {
      const { low, high } = window(place, limits, scope);
      if (low > high) continue;
      now = withNumber(now, names, place, scope, drawn(low, high, chance), chance, more);
      continue;
    }
    // Of a sum or a remainder one part goes a step further.
    const part = chance.of([...placesOf(left), ...placesOf(right)]);
    const number = part && valueOf(part, scope);
    if (part === undefined || number === undefined) continue;
    const step = number > 1 && chance.is(0.5) ? -1 : 1;
    now = withNumber(now, names, part, scope, number + step, chance, more);
  }
  return now;
}

function drawn(low: number, high: number, chance: Chance): number {
  if (Number.isFinite(low)) return chance.within(low, Math.min(high, low + reach));
  return Number.isFinite(high) ? chance.within(high - reach, high) : 0;
}

/** What the limits leave for the number at a place. */
function window(place: PlaceTerm, limits: readonly Limit[], scope: Scope) {
  let [low, high] = [place.size ? 0 : -Infinity, Infinity];
  for (const { left, is, right } of limits) {
    const gap = is === '<' ? 1 : 0;
    const below = right.kind === 'place' ? loopsTo(right, place, scope) : undefined;
    if (below !== undefined) {
      const bound = valueOf(left, below);
      if (bound !== undefined) low = Math.max(low, bound + gap);
      if (bound !== undefined && is === '==') high = Math.min(high, bound);
    }
    const above = left.kind === 'place' ? loopsTo(left, place, scope) : undefined;
    if (above !== undefined) {
      const bound = valueOf(right, above);
      if (bound !== undefined) high = Math.min(high, bound - gap);
      if (bound !== undefined && is === '==') low = Math.max(low, bound);
    }
  }
  return { low, high };
}

/** The scope in which a limit's place is a given one; undefined where it never is. */
function loopsTo(own: PlaceTerm, place: PlaceTerm, scope: Scope): Scope | undefined {
  if (own.name !== place.name || own.size !== place.size) return undefined;
  const at = positionsOf(place, scope);
  if (at === undefined || own.steps.length !== at.length) return undefined;
  const loops = new Map(scope.loops);
  for (const [index, step] of own.steps.entries()) {
    const position = at[index] ?? 0;
    if (typeof step === 'number' && step !== position) return undefined;
    if (typeof step === 'string') loops.set(step, position);
  }
  return { ...scope, loops };
}

function withNumber(
  args: readonly Value[],
  names: readonly string[],
  place: PlaceTerm,
  scope: Scope,
  number: number,
  chance: Chance,
  more: (parameter: number, depth: number) => Value,
): readonly Value[] {
  const parameter = names.indexOf(place.name);
  const whole = args[parameter];
  const at = positionsOf(place, scope);
  if (whole === undefined || at === undefined || valueAt(whole, at) === undefined) return args;
  const changed = changedAt(whole, at, (old) => {
    if (!place.size) return numberOf(old) === undefined ? old : numberLike(old, number);
    return resized(old, number, () => more(parameter, at.length), chance);
  });
  return args.with(parameter, changed);
}

/** Longer values would only cost time. */
const longest = 60;

/** A list or string cut, or lengthened by what it has and what may be new. */
export function resized(value: Value, size: number, more: () => Value, chance: Chance): Value {
  const wanted = Math.max(0, Math.min(size, longest));
  const lack = wanted - (sizeOf(value) ?? 0);
  if (value.kind === 'str') {
    if (lack <= 0) return { ...value, value: value.value.slice(0, wanted) };
    let text = value.value;
    for (let tries = 0; text.length < wanted && tries < 2 * longest; tries += 1) {
      const added = more();
      const source = added.kind === 'str' && added.value !== '' ? added.value : text || 'a';
      text += source[chance.within(0, source.length - 1)] ?? 'a';
    }
    return { ...value, value: text };
  }
  const items = itemsOf(value);
  if (items === undefined) return value;
  const grown = [...items.slice(0, wanted)];
  while (grown.length < wanted) {
    const own = items.length > 0 && chance.is(0.3) ? chance.of(items) : undefined;
    grown.push(own ?? itemOf(more()) ?? { kind: 'null' });
  }
  return { ...value, items: grown } as Value;
}

function itemOf(made: Value): Value | undefined {
  return itemsOf(made)?.[0];
}
