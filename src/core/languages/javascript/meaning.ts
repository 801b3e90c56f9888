import { printCanonical } from '../../values/canonical.ts';
import { isCloseTo, objectKey, type Meaning } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';

/**
 * `assert.deepStrictEqual`: a number is no BigInt, undefined is no null, order of keys means nothing,
 * NaN equals NaN; but a result of -0 passes where 0 was expected.
 */
export const scriptMeaning: Meaning = {
  key: scriptKey,
  varied: /[{@]|set\[/,
  numbersMeet: (actual, expected, tolerance) => {
    if (actual.kind !== 'float' || expected.kind !== 'float') return undefined;
    if (actual.value === 0 && Object.is(expected.value, 0)) return true;
    return isCloseTo(actual.value, expected.value, tolerance);
  },
  equalsItsBase: false,
};

export function scriptKey(value: Value): string {
  switch (value.kind) {
    case 'list':
      return `[${value.items.map(scriptKey).join(',')}]`;
    case 'set':
      return `set[${value.items.map(scriptKey).sort().join(',')}]`;
    case 'dict':
      return `{${value.entries
        .map(([k, v]) => `${scriptKey(k)}:${scriptKey(v)}`)
        .sort()
        .join(',')}}`;
    case 'object':
      return objectKey(value, scriptKey);
    case 'iterator':
      return printCanonical({ ...value, items: [] }) + value.items.map(scriptKey).join(',');
    default:
      return printCanonical(value);
  }
}
