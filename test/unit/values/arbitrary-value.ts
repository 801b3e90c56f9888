/** Random Values for property tests. */
import fc from 'fast-check';
import { namedSorts, type Value } from '../../../src/core/values/value.ts';

/** Any UTF-16 text, lone surrogates included. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
);

export const anyFloat = fc.oneof(fc.double(), fc.constantFrom(-0, 0, NaN, Infinity, -Infinity, 1));

const bytes = fc.uint8Array({ maxLength: 8 }).map((value): Value => ({ kind: 'bytes', value }));

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant<Value>({ kind: 'null' }),
  fc.boolean().map((value): Value => ({ kind: 'bool', value })),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map((value): Value => ({ kind: 'int', value })),
  anyFloat.map((value): Value => ({ kind: 'float', value })),
  anyText.map((value): Value => ({ kind: 'str', value })),
);

const complex = fc
  .tuple(anyFloat, anyFloat)
  .map(([real, imaginary]): Value => ({ kind: 'complex', real, imaginary }));

/** Every kind of Value there is. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    complex,
    bytes,
    fc.constantFrom<Value>({ kind: 'undefined' }, { kind: 'hole' }, { kind: 'ref', up: 1 }),
    fc
      .tuple(fc.constantFrom(...namedSorts), anyText)
      .map(([sort, name]): Value => ({ kind: 'named', sort, name })),
    fc
      .tuple(
        fc.constantFrom('list', 'tuple', 'set', 'frozenset'),
        fc.array(tie('value'), { maxLength: 4 }),
      )
      .map(([kind, items]): Value => ({ kind, items })),
    fc
      .array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 })
      .map((entries): Value => ({ kind: 'dict', entries })),
    fc
      .tuple(
        anyText,
        fc.array(fc.tuple(anyText, tie('value')), { maxLength: 3 }),
        fc.option(tie('value'), { nil: undefined }),
      )
      .map(([type, fields, base]): Value =>
        base === undefined
          ? { kind: 'object', type, fields }
          : { kind: 'object', type, base, fields },
      ),
    fc
      .tuple(anyText, fc.array(tie('value'), { maxLength: 3 }), fc.constantFrom('done', 'cut'))
      .map(([type, items, end]): Value => ({ kind: 'iterator', type, items, end })),
    fc
      .tuple(anyText, fc.array(tie('value'), { maxLength: 3 }), anyText)
      .map(([type, items, raised]): Value => ({
        kind: 'iterator',
        type,
        items,
        end: 'raised',
        raised,
      })),
  ),
})).value;

const hashable: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  bytes,
  fc.array(scalar, { maxLength: 3 }).map((items): Value => ({ kind: 'tuple', items })),
);

/** What Python literals can denote; keys of dicts and sets are texts, so that none are equal. */
export const anyPythonData: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hashable,
    fc
      .tuple(fc.constantFrom('list', 'tuple'), fc.array(tie('value'), { maxLength: 4 }))
      .map(([kind, items]): Value => ({ kind, items })),
    fc
      .tuple(fc.constantFrom('set', 'frozenset'), fc.uniqueArray(fc.string(), { maxLength: 4 }))
      .map(([kind, items]): Value => ({
        kind,
        items: items.map((value) => ({ kind: 'str', value })),
      })),
    fc
      .uniqueArray(fc.tuple(anyText, tie('value')), { maxLength: 4, selector: ([key]) => key })
      .map((entries): Value => ({
        kind: 'dict',
        entries: entries.map(([key, value]) => [{ kind: 'str', value: key }, value]),
      })),
  ),
})).value;

/** What JavaScript literals can denote. */
export const anyJavaScriptData: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.constant<Value>({ kind: 'undefined' }),
    fc.array(tie('value'), { maxLength: 4 }).map((items): Value => ({ kind: 'list', items })),
    fc
      .uniqueArray(
        fc.tuple(
          fc.string().map((key) => `k${key}`),
          tie('value'),
        ),
        {
          maxLength: 4,
          selector: ([key]) => key,
        },
      )
      .map((fields): Value => ({ kind: 'object', type: 'Object', fields })),
    fc
      .uniqueArray(fc.tuple(anyText, tie('value')), { maxLength: 4, selector: ([key]) => key })
      .map((entries): Value => ({
        kind: 'dict',
        entries: entries.map(([key, value]) => [{ kind: 'str', value: key }, value]),
      })),
  ),
})).value;
