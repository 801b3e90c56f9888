import type { Shape } from '../languages/kit/shape.ts';
import { printCanonical } from '../values/canonical.ts';
import type { Value } from '../values/value.ts';
import type { Chance } from './chance.ts';
import type { Range, Ranges } from './ranges.ts';
import { changedText, madeText, type Texts } from './texts.ts';

/** What values are made from, besides their shape. */
export interface Material {
  readonly ranges: Ranges;
  /** Numbers that candidates and known calls use. */
  readonly numbers: readonly number[];
  /** By parameter: what its strings are made of. */
  readonly texts: ReadonlyMap<string, Texts>;
  /** What stands for a type of which nothing is known. */
  readonly guesses: readonly [Shape, ...Shape[]];
  /** Whole numbers alone, where a type leaves fractions open. */
  readonly isWhole: boolean;
}

/** Deeper values tell nothing more. */
const deepest = 5;

/** Makes values of a parameter's shape. One of these makes the arguments of one call, which then have things in common. */
export class ValueMaker {
  readonly #material: Material;
  readonly #chance: Chance;
  /** Numbers that this call has already: equal ones meet where chance alone would seldom let them. */
  readonly #used: number[] = [];

  constructor(material: Material, chance: Chance) {
    this.#material = material;
    this.#chance = chance;
  }

  make(shape: Shape, parameter: string, depth = 0, span?: Range): Value {
    const chance = this.#chance;
    const inner = (of: Shape, within?: Range) => this.make(of, parameter, depth + 1, within);
    switch (shape.kind) {
      case 'any':
        return inner(chance.of(this.#material.guesses));
      case 'int':
      case 'number':
      case 'float':
        return this.#number(shape.kind, parameter, depth, span);
      case 'bool':
        return { kind: 'bool', value: chance.is(0.5) };
      case 'str':
        return { kind: 'str', value: this.#text(parameter, depth) };
      case 'bytes':
        return {
          kind: 'bytes',
          value: Uint8Array.from(this.#many(0, () => chance.within(0, 255))),
        };
      case 'value':
        return shape.value;
      case 'list':
        return { kind: 'list', items: this.#items(shape.of, parameter, depth) };
      case 'run':
        return { kind: 'tuple', items: this.#items(shape.of, parameter, depth) };
      case 'set':
      case 'frozenset':
        return { kind: shape.kind, items: distinct(this.#items(shape.of, parameter, depth)) };
      case 'tuple':
        return { kind: shape.as, items: shape.items.map((item) => inner(item)) };
      case 'dict': {
        const keys = distinct(this.#items(shape.key, parameter, depth));
        return { kind: 'dict', entries: keys.map((key) => [key, inner(shape.of)] as const) };
      }
      case 'record': {
        const fields = shape.fields
          .filter(({ optional }) => !optional || chance.is(0.7))
          .map(({ name, of }) => [name, inner(of)] as const);
        if (shape.asDict !== true) return { kind: 'object', type: shape.type ?? 'Object', fields };
        return {
          kind: 'dict',
          entries: fields.map(([key, value]) => [{ kind: 'str', value: key }, value] as const),
        };
      }
      case 'union':
        return inner(chance.of(shape.of) ?? { kind: 'any' });
    }
  }

  #items(of: Shape, parameter: string, depth: number): readonly Value[] {
    if (depth >= deepest) return [];
    const chance = this.#chance;
    const size = this.#size(parameter, depth);
    const span = this.#span(parameter, depth + 1);
    const one = () => this.make(of, parameter, depth + 1, span);
    const items = Array.from({ length: size }, one);
    const [first] = items;
    if (first === undefined || size < 2) return items;
    switch (chance.within(0, 11)) {
      case 0:
        return items.map(() => first);
      case 1: {
        // Two values, over and over.
        const two = [first, items[1] ?? first] as const;
        return items.map(() => chance.of(two));
      }
      case 2:
        return items.toSorted(byNumber);
      case 3:
        return items.toSorted((a, b) => byNumber(b, a));
      case 4:
        return [
          ...items.slice(0, Math.ceil(size / 2)),
          ...items.slice(0, Math.floor(size / 2)).reverse(),
        ];
      case 5: {
        const one = chance.within(0, size - 1);
        return items.with(chance.within(0, size - 1), items[one] ?? first);
      }
      default:
        return items;
    }
  }

  #many<T>(least: number, one: () => T): readonly T[] {
    return Array.from({ length: this.#chance.within(least, 6) }, one);
  }

  #size(parameter: string, depth: number): number {
    const { low, high } = this.#material.ranges.sizes(parameter, depth);
    const chance = this.#chance;
    const usual = depth === 0 ? chance.of(sizes) : chance.of(innerSizes);
    return Math.min(high, Math.max(low, chance.is(0.1) ? low : low > 0 ? low + usual - 1 : usual));
  }

  /** A narrow part of a range, so that numbers of one list meet each other. */
  #span(parameter: string, depth: number): Range | undefined {
    const { low, high } = this.#material.ranges.values(parameter, depth);
    const chance = this.#chance;
    const width = chance.of(widths);
    if (chance.is(0.2)) return undefined;
    const from = Number.isFinite(low)
      ? Number.isFinite(high) && chance.is(0.15)
        ? Math.max(low, high - width)
        : low >= -20
          ? low
          : -chance.within(0, width)
      : chance.is(0.7)
        ? -chance.within(0, width)
        : chance.within(-20, 20);
    return { low: Math.max(low, from), high: Math.min(high, from + width) };
  }

  #number(kind: 'int' | 'number' | 'float', parameter: string, depth: number, span?: Range): Value {
    const range = this.#material.ranges.values(parameter, depth);
    const drawn = this.#drawn(span ?? range, span === undefined);
    const number = Math.min(range.high, Math.max(range.low, drawn));
    this.#used.push(number);
    if (kind === 'int') return { kind: 'int', value: BigInt(Math.round(number)) };
    const chance = this.#chance;
    const fraction =
      kind === 'float' && !this.#material.isWhole && chance.is(0.6) ? chance.of(fractions) : 0;
    const value = Math.round((number + fraction) * 1000) / 1000;
    return { kind: 'float', value: Math.min(range.high, Math.max(range.low, value)) };
  }

  #drawn({ low, high }: Range, isOpen: boolean): number {
    const chance = this.#chance;
    if (!isOpen) return chance.within(low, high);
    const fits = (number: number) => number >= low && number <= high;
    const draw = chance.next();
    if (draw < 0.25) {
      const near = this.#used.map((used) => used + chance.within(-1, 1)).filter(fits);
      const found = chance.of(near);
      if (found !== undefined) return found;
    }
    if (draw < 0.4) {
      const found = chance.of(this.#material.numbers.filter(fits));
      if (found !== undefined) return found + (chance.is(0.3) ? chance.within(-1, 1) : 0);
    }
    const from = Number.isFinite(low) && low >= -20 ? low : Math.max(low, -chance.of(reaches));
    if (draw < 0.9 || !Number.isFinite(high)) {
      return chance.within(from, Math.min(high, Math.max(from, 0) + chance.of(reaches)));
    }
    return draw < 0.95
      ? chance.within(Math.max(low, high - 3), high)
      : chance.within(from, Math.min(high, 1000));
  }

  #text(parameter: string, depth: number): string {
    const { low, high } = this.#material.ranges.sizes(parameter, depth);
    const chance = this.#chance;
    const texts = this.#material.texts.get(parameter);
    const known = chance.of(texts?.known ?? []);
    if (texts !== undefined && known !== undefined && chance.is(texts.isStructured ? 0.9 : 0.3)) {
      return changedText(known, texts, chance).slice(0, high);
    }
    const usual = chance.of(depth === 0 ? textSizes : sizes);
    const size = Math.min(high, Math.max(low, low > 0 ? low + usual - 1 : usual));
    return madeText(size, texts, chance);
  }
}

const sizes = [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 10] as const;
const innerSizes = [0, 1, 1, 2, 2, 3, 3, 4] as const;
const textSizes = [0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 13, 17] as const;
const widths = [1, 2, 3, 4, 6, 10, 20] as const;
const reaches = [1, 2, 3, 5, 8, 12, 12, 20, 20, 50, 100, 300, 2000] as const;
const fractions = [0.5, 0.25, 0.1, 0.75, 0.01, 0.999, 0] as const;

/**
 * What stands for a type of which nothing is known.
 *
 * @param number The language's whole number.
 */
export function guessesWith(number: Shape): readonly [Shape, ...Shape[]] {
  const text: Shape = { kind: 'str' };
  return [number, text, { kind: 'list', of: number }, { kind: 'list', of: text }];
}

function byNumber(a: Value, b: Value): number {
  const [one, other] = [comparable(a), comparable(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function comparable(value: Value): number | string {
  if (value.kind === 'int' || value.kind === 'float') return Number(value.value);
  return value.kind === 'str' ? value.value : printCanonical(value);
}

export function distinct(items: readonly Value[]): readonly Value[] {
  return [...new Map(items.map((item) => [printCanonical(item), item])).values()];
}
