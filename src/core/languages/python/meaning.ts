import { printCanonical, printFloat } from '../../values/canonical.ts';
import { isCloseTo, objectKey, type Meaning } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';

/**
 * `==`: 1 == 1.0 == True, dicts in any order, a list is no tuple, a subclass of a built-in equals its
 * base; but NaN equals NaN.
 */
export const pythonMeaning: Meaning = {
  key: pythonKey,
  varied: /[{@.a-df-z]/,
  numbersMeet: (actual, expected, tolerance) => {
    if (actual.kind === 'complex' || expected.kind === 'complex') {
      const a = complexOf(actual);
      const b = complexOf(expected);
      if (a === undefined || b === undefined) return undefined;
      return isCloseTo(a.real, b.real, tolerance) && isCloseTo(a.imaginary, b.imaginary, tolerance);
    }
    if (!isReal(actual) || !isReal(expected)) return undefined;
    if (pythonKey(actual) === pythonKey(expected)) return true;
    // Exact integers beyond 2^53 must not become equal by rounding.
    if (tolerance === 0) return false;
    return isCloseTo(Number(actual.value), Number(expected.value), tolerance);
  },
  equalsItsBase: true,
};

export function pythonKey(value: Value): string {
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

function isReal(value: Value): value is Extract<Value, { kind: 'bool' | 'int' | 'float' }> {
  return value.kind === 'bool' || value.kind === 'int' || value.kind === 'float';
}

function complexOf(value: Value): { real: number; imaginary: number } | undefined {
  if (value.kind === 'complex') return value;
  return isReal(value) ? { real: Number(value.value), imaginary: 0 } : undefined;
}
