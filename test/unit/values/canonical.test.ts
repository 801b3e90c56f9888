import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CanonicalTextError,
  printCanonical,
  readCanonical,
} from '../../../src/core/values/canonical.ts';
import { float, int, list, maxDepth, str, type Value } from '../../../src/core/values/value.ts';
import { anyText, anyValue } from './arbitrary-value.ts';

/** Sets have no order: printing sorts their items. */
function withSortedSets(value: Value): Value {
  switch (value.kind) {
    case 'set':
    case 'frozenset': {
      const items = value.items.map(withSortedSets);
      const texts = new Map(items.map((item) => [item, printCanonical(item)]));
      const order = (a: Value, b: Value): number => {
        const [x, y] = [texts.get(a) ?? '', texts.get(b) ?? ''];
        return x < y ? -1 : x > y ? 1 : 0;
      };
      return { kind: value.kind, items: items.sort(order) };
    }
    case 'list':
    case 'tuple':
      return { ...value, items: value.items.map(withSortedSets) };
    case 'iterator':
      return { ...value, items: value.items.map(withSortedSets) };
    case 'dict':
      return {
        ...value,
        entries: value.entries.map(([k, v]) => [withSortedSets(k), withSortedSets(v)] as const),
      };
    case 'object': {
      const fields = value.fields.map(([name, v]) => [name, withSortedSets(v)] as const);
      return value.base === undefined
        ? { ...value, fields }
        : { ...value, fields, base: withSortedSets(value.base) };
    }
    default:
      return value;
  }
}

describe('canonical text', () => {
  it('is read back to the same value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        assert.deepEqual(readCanonical(printCanonical(value)), withSortedSets(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('is one line, and printing what was read changes nothing', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = printCanonical(value);
        assert.doesNotMatch(text, /[\r\n\u0085\u2028\u2029]/);
        assert.equal(printCanonical(readCanonical(text)), text);
      }),
    );
  });

  it('tells values of different types and bits apart', () => {
    const values: Value[] = [
      int(1),
      float(1),
      { kind: 'bool', value: true },
      str('1'),
      float(0),
      float(-0),
      float(NaN),
      { kind: 'null' },
      { kind: 'undefined' },
      list([int(1)]),
      { kind: 'tuple', items: [int(1)] },
      { kind: 'set', items: [int(1)] },
      { kind: 'frozenset', items: [int(1)] },
      { kind: 'bytes', value: Uint8Array.of(1) },
      str('\ud800'),
      str('\udc00'),
      { kind: 'complex', real: 1, imaginary: 0 },
    ];
    assert.equal(new Set(values.map(printCanonical)).size, values.length);
  });

  it('has the documented forms', () => {
    const forms: [Value, string][] = [
      [float(1), '1.0'],
      [float(-0), '-0.0'],
      [float(1e30), '1e+30'],
      [float(-Infinity), '-inf'],
      [int(-3), '-3'],
      [{ kind: 'complex', real: 1, imaginary: -2 }, 'complex(1.0,-2.0)'],
      [{ kind: 'bytes', value: Uint8Array.of(0, 255) }, 'b"00ff"'],
      [{ kind: 'set', items: [int(1), int(2)] }, 'set[1,2]'],
      [
        {
          kind: 'dict',
          entries: [
            [str('k'), int(1)],
            [int(2), int(3)],
          ],
        },
        '{"k":1,2:3}',
      ],
      [{ kind: 'object', type: 'Point', fields: [['x', int(1)]] }, '@"Point"{"x":1}'],
      [{ kind: 'object', type: 'I', base: int(2), fields: [] }, '@"I"=2{}'],
      [
        { kind: 'iterator', type: 'g', items: [int(1)], end: 'raised', raised: 'ValueError' },
        '*"g"[1]!"ValueError"',
      ],
      [{ kind: 'named', sort: 'function', name: 'f' }, '#function"f"'],
      [list([{ kind: 'ref', up: 1 }]), '[^1]'],
    ];
    for (const [value, text] of forms) {
      assert.equal(printCanonical(value), text);
      assert.deepEqual(readCanonical(text), value);
    }
  });

  it('refuses any other text without harm', () => {
    const texts = [
      '',
      '[',
      '[1',
      '[1,]',
      '"a',
      '"\\x"',
      '1 ',
      '{1}',
      '@',
      '*"g"[]',
      '^0',
      '#f"x"',
      'b"0"',
    ];
    for (const text of [...texts, '['.repeat(1_000_000), '1'.repeat(5) + 'x']) {
      assert.throws(() => readCanonical(text), CanonicalTextError, text.slice(0, 20));
    }
    fc.assert(
      fc.property(fc.oneof(anyText, anyValue.map(printCanonical)), fc.nat(), (text, cut) => {
        const part = text.slice(0, cut % (text.length + 1));
        try {
          printCanonical(readCanonical(part));
        } catch (error) {
          assert.ok(error instanceof CanonicalTextError);
        }
      }),
    );
  });

  it('reads what is as deep as values may be, and strings of megabytes', () => {
    const deep = '['.repeat(maxDepth) + ']'.repeat(maxDepth);
    assert.equal(printCanonical(readCanonical(deep)), deep);
    const long = JSON.stringify('x\\"'.repeat(1_000_000));
    assert.equal(printCanonical(readCanonical(long)), long);
  });
});
