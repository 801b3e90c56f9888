import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Language } from '../../../src/core/languages/language.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { equalityKey, meets } from '../../../src/core/values/equality.ts';
import { float, int, tuple, type Value } from '../../../src/core/values/value.ts';
import { anyValue } from './arbitrary-value.ts';

function value(text: string, { literals }: Language): Value {
  const read = literals.literal(text);
  assert.ok(read !== undefined, `${text} is a literal`);
  return read;
}

/** actual, expected, tolerance, whether it passes. */
type Row = readonly [string, string, number | undefined, boolean];

const python: readonly Row[] = [
  ['1', '1.0', undefined, true],
  ['True', '1', undefined, true],
  ['[True, 0]', '[1, False]', undefined, true],
  ['1', "'1'", undefined, false],
  ['[1]', '(1,)', undefined, false],
  ['{1, 2}', '{2, 1}', undefined, true],
  ['frozenset({1})', '{1}', undefined, true],
  ["{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", undefined, true],
  ["{'a': 1}", "{'a': 1, 'b': 2}", undefined, false],
  ['{1: 2}', '{1.0: 2}', undefined, true],
  ['-0.0', '0', undefined, true],
  ["float('nan')", "float('nan')", undefined, true],
  ['None', 'False', undefined, false],
  ['9007199254740993', '9007199254740992.0', undefined, false],
  ['0.30000000000000004', '0.3', undefined, false],
  ['0.30000000000000004', '0.3', 1e-9, true],
  ['[1, {2: 0.1}]', '[1.0000001, {2: 0.1000001}]', 1e-6, true],
  ['1', '1.5', 0.1, false],
  ["float('inf')", '1e308', 1, false],
  ['1+2j', '1.0+2j', undefined, true],
  ['(1, 2)', '(1, 2, 3)', undefined, false],
  ["b'a'", "'a'", undefined, false],
];

const javascript: readonly Row[] = [
  ['1', '1.0', undefined, true],
  ['1', '1n', undefined, false],
  ['1', 'true', undefined, false],
  ['-0', '0', undefined, true],
  ['0', '-0', undefined, false],
  ['NaN', 'NaN', undefined, true],
  ['null', 'undefined', undefined, false],
  ['{a: 1, b: 2}', '{b: 2, a: 1}', undefined, true],
  ['{a: undefined}', '{}', undefined, false],
  ['[1, , 3]', '[1, undefined, 3]', undefined, false],
  ['new Map([[1, 2], [3, 4]])', 'new Map([[3, 4], [1, 2]])', undefined, true],
  ['new Set([1, 2])', 'new Set([2, 1])', undefined, true],
  ['new Set([1])', '[1]', undefined, false],
  ['new Map()', '{}', undefined, false],
  ['new Date(5)', 'new Date(5)', undefined, true],
  ['new Date(5)', 'new Date(6)', undefined, false],
  ['[0.1, {x: 0.2}]', '[0.1000001, {x: 0.2000001}]', 1e-6, true],
  ['0.1', '0.1000001', undefined, false],
];

describe('equality in tests', () => {
  for (const [language, rows] of [
    [languages.python, python],
    [languages.javascript, javascript],
  ] as const) {
    for (const [actual, expected, tolerance, passes] of rows) {
      const within = tolerance === undefined ? '' : ` within ${tolerance}`;
      it(`${language.id}: ${actual} ${passes ? 'meets' : 'does not meet'} ${expected}${within}`, () => {
        const values = [value(actual, language), value(expected, language)] as const;
        assert.equal(meets(...values, language.meaning, tolerance), passes);
      });
    }
  }

  it('lets a subclass of a built-in equal its base in Python', () => {
    const point: Value = {
      kind: 'object',
      type: 'Point',
      base: tuple([int(1), int(2)]),
      fields: [['_fields', tuple([])]],
    };
    assert.ok(meets(point, tuple([int(1), int(2)]), languages.python.meaning));
    assert.ok(meets(tuple([int(1), float(2.0000001)]), point, languages.python.meaning, 1e-3));
  });

  it('tells objects of different types apart', () => {
    const a: Value = { kind: 'object', type: 'A', fields: [['x', int(1)]] };
    const b: Value = { kind: 'object', type: 'B', fields: [['x', int(1)]] };
    for (const { meaning } of Object.values(languages)) assert.ok(!meets(a, b, meaning));
  });

  it('holds between a value and itself, and keys agree with it', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        for (const { meaning } of Object.values(languages)) {
          assert.ok(meets(a, a, meaning));
          if (equalityKey(a, meaning) === equalityKey(b, meaning)) {
            assert.ok(meets(a, b, meaning));
          }
        }
      }),
    );
  });
});
