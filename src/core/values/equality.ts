/**
 * Equality as a programmer of a language means it in a test: what the languages share of it.
 * Candidates' own `__eq__` and `valueOf` are never asked.
 */
import { readCanonical } from './canonical.ts';
import type { ObjectValue, Value } from './value.ts';

/** What equality means in one language. */
export interface Meaning {
  /** Two values have the same key exactly when they are equal. */
  readonly key: (value: Value) => string;
  /** Found in every canonical text that may differ from its key: most values have but one form. */
  readonly varied: RegExp;
  /** Undefined where the two are not both numbers that compare. `tolerance` as for `meets`. */
  readonly numbersMeet: (actual: Value, expected: Value, tolerance: number) => boolean | undefined;
  /** True where an instance of a subclass of a built-in equals the built-in value that it holds. */
  readonly equalsItsBase: boolean;
}

/**
 * Whether a result meets an expectation.
 *
 * @param tolerance Absolute and relative, as in `math.isclose`; for numbers in any depth, but not
 *   inside sets and keys. Exact when absent.
 */
export function meets(actual: Value, expected: Value, meaning: Meaning, tolerance = 0): boolean {
  if (meaning.key(actual) === meaning.key(expected)) return true;
  return structurallyMeets(actual, expected, { meaning, tolerance });
}

/** Two values have the same key exactly when they are equal. */
export function equalityKey(value: Value, meaning: Meaning): string {
  return meaning.key(value);
}

/**
 * The key of a canonical text, where it differs from the text itself; undefined where equality and
 * identity of texts are the same.
 */
export function keyOfText(text: string, meaning: Meaning): string | undefined {
  if (!meaning.varied.test(text)) return undefined;
  const key = meaning.key(readCanonical(text));
  return key === text ? undefined : key;
}

/** The key of an object by its type, its fields in any order, and what it holds as a built-in. */
export function objectKey(value: ObjectValue, key: (value: Value) => string): string {
  const base = value.base === undefined ? '' : `=${key(value.base)}`;
  const fields = value.fields.map(([name, v]) => `${JSON.stringify(name)}:${key(v)}`).sort();
  return `@${JSON.stringify(plainType(value.type))}${base}{${fields.join(',')}}`;
}

/** An object without a prototype is written like a literal and meant like one. */
function plainType(type: string): string {
  return type === 'Object: null prototype' ? 'Object' : type;
}

interface Comparison {
  readonly meaning: Meaning;
  readonly tolerance: number;
}

function structurallyMeets(actual: Value, expected: Value, by: Comparison): boolean {
  const { meaning, tolerance } = by;
  const closeTo = meaning.numbersMeet(actual, expected, tolerance);
  if (closeTo !== undefined) return closeTo;
  if (actual.kind === 'object' && expected.kind === 'object') {
    if (plainType(actual.type) === plainType(expected.type)) {
      return objectsMeet(actual, expected, by);
    }
  }
  if (meaning.equalsItsBase) {
    if (actual.kind === 'object' && actual.base !== undefined) {
      return structurallyMeets(actual.base, expected, by);
    }
    if (expected.kind === 'object' && expected.base !== undefined) {
      return structurallyMeets(actual, expected.base, by);
    }
  }
  if (
    (actual.kind === 'list' && expected.kind === 'list') ||
    (actual.kind === 'tuple' && expected.kind === 'tuple')
  ) {
    return itemsMeet(actual.items, expected.items, by);
  }
  if (actual.kind === 'dict' && expected.kind === 'dict') {
    return entriesMeet(actual.entries, expected.entries, by);
  }
  if (actual.kind === 'iterator' && expected.kind === 'iterator') {
    return (
      actual.type === expected.type &&
      actual.end === expected.end &&
      actual.raised === expected.raised &&
      itemsMeet(actual.items, expected.items, by)
    );
  }
  return meaning.key(actual) === meaning.key(expected);
}

function itemsMeet(actual: readonly Value[], expected: readonly Value[], by: Comparison): boolean {
  return (
    actual.length === expected.length &&
    expected.every((item, i) => {
      const other = actual[i];
      return other !== undefined && structurallyMeets(other, item, by);
    })
  );
}

function entriesMeet(
  actual: readonly (readonly [Value, Value])[],
  expected: readonly (readonly [Value, Value])[],
  by: Comparison,
): boolean {
  if (actual.length !== expected.length) return false;
  const byKey = new Map(actual.map(([k, v]) => [by.meaning.key(k), v]));
  return expected.every(([k, v]) => {
    const other = byKey.get(by.meaning.key(k));
    return other !== undefined && structurallyMeets(other, v, by);
  });
}

function objectsMeet(actual: ObjectValue, expected: ObjectValue, by: Comparison): boolean {
  if (actual.base !== undefined && expected.base !== undefined) {
    if (!structurallyMeets(actual.base, expected.base, by)) return false;
    if (by.meaning.equalsItsBase) return true;
  } else if (actual.base !== expected.base) return false;
  if (actual.fields.length !== expected.fields.length) return false;
  const byName = new Map(actual.fields);
  return expected.fields.every(([name, v]) => {
    const other = byName.get(name);
    return other !== undefined && structurallyMeets(other, v, by);
  });
}

/** @param tolerance Absolute and relative; exact where it is 0. */
export function isCloseTo(a: number, b: number, tolerance: number): boolean {
  if (Object.is(a, b)) return true;
  if (tolerance === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return false;
  const gap = Math.abs(a - b);
  return gap <= Math.max(tolerance, tolerance * Math.max(Math.abs(a), Math.abs(b)));
}
