import assert from 'node:assert/strict';
import { shownValue } from '../../../src/core/languages/describe.ts';
import {
  printCanonical,
  readCanonical,
  readCanonicalStart,
} from '../../../src/core/values/canonical.ts';
import type { Value } from '../../../src/core/values/value.ts';

/** Values that a value is made of, itself included. */
function sizeOf(value: Value): number {
  const inner: readonly Value[] =
    'items' in value
      ? value.items
      : value.kind === 'dict'
        ? value.entries.flat()
        : value.kind === 'object'
          ? [...(value.base ? [value.base] : []), ...value.fields.map(([, v]) => v)]
          : [];
  return inner.reduce((sum, one) => sum + sizeOf(one), 1);
}

const big: readonly string[] = [
  `[${'1,'.repeat(50_000)}1]`,
  `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":${at}`).join(',')}}`,
  `[${'@"P"{"x":1},'.repeat(20_000)}1]`,
  `set[()${',[]'.repeat(50_000)}]`,
  `*"generator"[${'1,'.repeat(50_000)}1].`,
  `@"P"=[${'1,'.repeat(50_000)}1]{}`,
];

describe('the beginning of a value', () => {
  it('is the value where that is small', () => {
    for (const text of [
      '[1,2]',
      '{"a":(1,)}',
      '@"P"=3{"x":set[1]}',
      '*"g"[1]~',
      'b"00ff"',
      '"a"',
    ].map((text) => text.replace('(1,)', '(1)'))) {
      assert.equal(printCanonical(readCanonicalStart(text, 100)), text);
    }
  });

  it('makes no more values than are wanted, of texts of any size', () => {
    for (const text of big) {
      const size = sizeOf(readCanonicalStart(text, 300));
      // The last key has a hole beside it.
      assert.ok(size >= 200 && size <= 301, `${text.slice(0, 20)}: ${size}`);
    }
  });

  it('takes the beginning of long parts', () => {
    const digits = readCanonicalStart('9'.repeat(250_000), 300);
    assert.equal(digits.kind === 'int' && digits.value.toString().length, 4096);
    const text = readCanonicalStart(JSON.stringify('a'.repeat(250_000)), 300);
    assert.equal(text.kind === 'str' && text.value.length, 4096);
    const bytes = readCanonicalStart(`b"${'0f'.repeat(100_000)}"`, 300);
    assert.equal(bytes.kind === 'bytes' && bytes.value.length, 2048);
  });

  it('shows as the whole does', () => {
    const texts = [...big, '9'.repeat(20_000), JSON.stringify('a"b\u0001'.repeat(5000))];
    for (const language of ['python', 'typescript'] as const) {
      for (const text of texts) {
        const whole = printCanonical(readCanonical(text));
        assert.equal(shownValue(text, language), shownValue(whole, language));
        assert.equal(shownValue(text, language, 200).length, 200, text.slice(0, 20));
      }
    }
  });
});
