/**
 * Equality as a programmer of the language means it in a test.
 *
 * Python: `==` (1 == 1.0 == True, dicts in any order, a list is no tuple, a subclass of a built-in
 * equals its base), but NaN equals NaN. JavaScript: `assert.deepStrictEqual` (a number is no
 * BigInt, undefined is no null, order of keys means nothing, NaN equals NaN), but a result of -0
 * passes where 0 was expected. Candidates' own `__eq__` and `valueOf` are never asked.
 */
import { printCanonical, printFloat, readCanonical } from './canonical.ts';
import type { ObjectValue, Value } from './value.ts';

/** The language family whose meaning of equality applies. */
export type ValueLanguage = 'python' | 'javascript';

/**
 * Whether a result meets an expectation.
 *
 * @param tolerance Absolute and relative, as in `math.isclose`; for numbers in any depth, but not
 *   inside sets and keys. Exact when absent.
 */
export function meets(
  actual: Value,
  expected: Value,
  language: ValueLanguage,
  tolerance = 0,
): boolean {
  if (equalityKey(actual, language) === equalityKey(expected, language)) return true;
  return structurallyMeets(actual, expected, { language, tolerance });
}

/** Two values have the same key exactly when they are equal in the language. */
export function equalityKey(value: Value, language: ValueLanguage): string {
  return language === 'python' ? pythonKey(value) : javascriptKey(value);
}

/**
 * The key of a canonical text, where it differs from the text itself; undefined where equality and
 * identity of texts are the same.
 */
export function keyOfText(text: string, language: ValueLanguage): string | undefined {
  // Most values are of kinds that have but one form.
  const varied = language === 'python' ? /[{@.a-df-z]/ : /[{@]|set\[/;
  if (!varied.test(text)) return undefined;
  const key = equalityKey(readCanonical(text), language);
  return key === text ? undefined : key;
}

function pythonKey(value: Value): string {
  switch (value.kind) {
    case 'bool':
      return value.value ? '1' : '0';
    case 'float':
      return numberKey(value.value);
    case 'complex':
      return value.imaginary === 0 ? numberKey(value.real) : printCanonical(value);
    case 'list':
      return `[${value.items.map(pythonKey).join(',')}]`;
    case 'tuple':
      return `(${value.items.map(pythonKey).join(',')})`;
    case 'set':
    case 'frozenset':
      return `set[${value.items.map(pythonKey).sort().join(',')}]`;
    case 'dict':
      return `{${value.entries
        .map(([k, v]) => `${pythonKey(k)}:${pythonKey(v)}`)
        .sort()
        .join(',')}}`;
    case 'object':
      return value.base === undefined ? objectKey(value, pythonKey) : pythonKey(value.base);
    case 'iterator':
      return printCanonical({ ...value, items: [] }) + value.items.map(pythonKey).join(',');
    default:
      return printCanonical(value);
  }
}

/** An integral float has the key of the int it equals. */
function numberKey(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : printFloat(value);
}

function javascriptKey(value: Value): string {
  switch (value.kind) {
    case 'list':
      return `[${value.items.map(javascriptKey).join(',')}]`;
    case 'set':
      return `set[${value.items.map(javascriptKey).sort().join(',')}]`;
    case 'dict':
      return `{${value.entries
        .map(([k, v]) => `${javascriptKey(k)}:${javascriptKey(v)}`)
        .sort()
        .join(',')}}`;
    case 'object':
      return objectKey(value, javascriptKey);
    case 'iterator':
      return printCanonical({ ...value, items: [] }) + value.items.map(javascriptKey).join(',');
    default:
      return printCanonical(value);
  }
}

function objectKey(value: ObjectValue, key: (value: Value) => string): string {
  const base = value.base === undefined ? '' : `=${key(value.base)}`;
  const fields = value.fields.map(([name, v]) => `${JSON.stringify(name)}:${key(v)}`).sort();
  return `@${JSON.stringify(plainType(value.type))}${base}{${fields.join(',')}}`;
}

/** An object without a prototype is written like a literal and meant like one. */
function plainType(type: string): string {
  return type === 'Object: null prototype' ? 'Object' : type;
}

interface Meaning {
  readonly language: ValueLanguage;
  readonly tolerance: number;
}

function structurallyMeets(actual: Value, expected: Value, meaning: Meaning): boolean {
  const { language } = meaning;
  const closeTo = numbersMeet(actual, expected, meaning);
  if (closeTo !== undefined) return closeTo;
  if (actual.kind === 'object' && expected.kind === 'object') {
    if (plainType(actual.type) === plainType(expected.type)) {
      return objectsMeet(actual, expected, meaning);
    }
  }
  if (language === 'python') {
    if (actual.kind === 'object' && actual.base !== undefined) {
      return structurallyMeets(actual.base, expected, meaning);
    }
    if (expected.kind === 'object' && expected.base !== undefined) {
      return structurallyMeets(actual, expected.base, meaning);
    }
  }
  if (
    (actual.kind === 'list' && expected.kind === 'list') ||
    (actual.kind === 'tuple' && expected.kind === 'tuple')
  ) {
    return itemsMeet(actual.items, expected.items, meaning);
  }
  if (actual.kind === 'dict' && expected.kind === 'dict') {
    return entriesMeet(actual.entries, expected.entries, meaning);
  }
  if (actual.kind === 'iterator' && expected.kind === 'iterator') {
    return (
      actual.type === expected.type &&
      actual.end === expected.end &&
      actual.raised === expected.raised &&
      itemsMeet(actual.items, expected.items, meaning)
    );
  }
  return equalityKey(actual, language) === equalityKey(expected, language);
}

function itemsMeet(
  actual: readonly Value[],
  expected: readonly Value[],
  meaning: Meaning,
): boolean {
  return (
    actual.length === expected.length &&
    expected.every((item, i) => {
      const other = actual[i];
      return other !== undefined && structurallyMeets(other, item, meaning);
    })
  );
}

function entriesMeet(
  actual: readonly (readonly [Value, Value])[],
  expected: readonly (readonly [Value, Value])[],
  meaning: Meaning,
): boolean {
  if (actual.length !== expected.length) return false;
  const byKey = new Map(actual.map(([k, v]) => [equalityKey(k, meaning.language), v]));
  return expected.every(([k, v]) => {
    const other = byKey.get(equalityKey(k, meaning.language));
    return other !== undefined && structurallyMeets(other, v, meaning);
  });
}

function objectsMeet(actual: ObjectValue, expected: ObjectValue, meaning: Meaning): boolean {
  if (actual.base !== undefined && expected.base !== undefined) {
    if (!structurallyMeets(actual.base, expected.base, meaning)) return false;
    if (meaning.language === 'python') return true;
  } else if (actual.base !== expected.base) return false;
  if (actual.fields.length !== expected.fields.length) return false;
  const byName = new Map(actual.fields);
  return expected.fields.every(([name, v]) => {
    const other = byName.get(name);
    return other !== undefined && structurallyMeets(other, v, meaning);
  });
}

/** Undefined where the two are not both numbers that compare in this language. */
function numbersMeet(actual: Value, expected: Value, meaning: Meaning): boolean | undefined {
  if (meaning.language === 'javascript') {
    if (actual.kind !== 'float' || expected.kind !== 'float') return undefined;
    if (actual.value === 0 && Object.is(expected.value, 0)) return true;
    return isClose(actual.value, expected.value, meaning.tolerance);
  }
  if (actual.kind === 'complex' || expected.kind === 'complex') {
    const a = complexOf(actual);
    const b = complexOf(expected);
    if (a === undefined || b === undefined) return undefined;
    return (
      isClose(a.real, b.real, meaning.tolerance) &&
      isClose(a.imaginary, b.imaginary, meaning.tolerance)
    );
  }
  if (!isReal(actual) || !isReal(expected)) return undefined;
  if (pythonKey(actual) === pythonKey(expected)) return true;
  // Exact integers beyond 2^53 must not become equal by rounding.
  if (meaning.tolerance === 0) return false;
  return isClose(Number(actual.value), Number(expected.value), meaning.tolerance);
}

function isReal(value: Value): value is Extract<Value, { kind: 'bool' | 'int' | 'float' }> {
  return value.kind === 'bool' || value.kind === 'int' || value.kind === 'float';
}

function complexOf(value: Value): { real: number; imaginary: number } | undefined {
  if (value.kind === 'complex') return value;
  return isReal(value) ? { real: Number(value.value), imaginary: 0 } : undefined;
}

function isClose(a: number, b: number, tolerance: number): boolean {
  if (Object.is(a, b)) return true;
  if (tolerance === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return false;
  const gap = Math.abs(a - b);
  return gap <= Math.max(tolerance, tolerance * Math.max(Math.abs(a), Math.abs(b)));
}
