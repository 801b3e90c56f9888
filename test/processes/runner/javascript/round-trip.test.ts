import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printCanonical, readCanonical } from '../../../../src/core/values/canonical.ts';
import { readJavaScriptLiteral } from '../../../../src/core/languages/javascript/literal.ts';
import type { Value } from '../../../../src/core/values/value.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { Worker } from '../../../../src/node/runner/harness.ts';
import { literalSource } from '../../../../src/node/runner/javascript/literal-source.ts';
import { limits, startWorker } from './guest-fixture.ts';

/** Field names that JavaScript keeps in the order in which they were made. */
const fieldName = fc.string({ unit: 'binary' }).filter((name) => !/^\d+$/.test(name));
const lone = fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code));

const primitive: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>({ kind: 'null' }, { kind: 'undefined' }),
  fc.boolean().map((value): Value => ({ kind: 'bool', value })),
  fc.double().map((value): Value => ({ kind: 'float', value })),
  fc.integer().map((value): Value => ({ kind: 'float', value })),
  fc.bigInt().map((value): Value => ({ kind: 'int', value })),
  fc.oneof(fc.string({ unit: 'binary' }), lone).map((value): Value => ({ kind: 'str', value })),
);

const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    primitive,
    fc
      .array(fc.oneof(tie('value'), fc.constant<Value>({ kind: 'hole' })))
      .map((items): Value => ({ kind: 'list', items })),
    fc
      .uniqueArray(fc.tuple(fieldName, tie('value')), { selector: ([name]) => name })
      .map((fields): Value => ({ kind: 'object', type: 'Object', fields })),
    fc
      .uniqueArray(tie('value'), { selector: identity })
      .map((items): Value => ({ kind: 'set', items })),
    fc
      .uniqueArray(fc.tuple(tie('value'), tie('value')), { selector: ([key]) => identity(key) })
      .map((entries): Value => ({ kind: 'dict', entries })),
    fc.double({ noDefaultInfinity: true }).map((time): Value => dateOf(time)),
    fc.uint8Array().map((bytes): Value => typed([...bytes])),
  ),
}));

/** Keys and items of Map and Set that are one and the same to JavaScript: -0 is 0 there. */
function identity(value: Value): string {
  return value.kind === 'float' && value.value === 0 ? 'zero' : printCanonical(value);
}

function dateOf(time: number): Value {
  return {
    kind: 'object',
    type: 'Date',
    fields: [['time', { kind: 'float', value: new Date(time).getTime() }]],
  };
}

function typed(items: readonly number[]): Value {
  const base: Value = { kind: 'list', items: items.map((value) => ({ kind: 'float', value })) };
  return { kind: 'object', type: 'Uint8Array', base, fields: [] };
}

/** Without the -0 that Map and Set turn into 0. */
function asKept(value: Value): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map(asKept) };
    case 'set':
      return { ...value, items: value.items.map((item) => asKey(asKept(item))) };
    case 'dict':
      return { ...value, entries: value.entries.map(([k, v]) => [asKey(asKept(k)), asKept(v)]) };
    case 'object':
      return { ...value, fields: value.fields.map(([name, v]) => [name, asKept(v)]) };
    default:
      return value;
  }
}

function asKey(value: Value): Value {
  return value.kind === 'float' && value.value === 0 ? { kind: 'float', value: 0 } : value;
}

describe('values on their way through JavaScript', () => {
  let worker: Worker;

  before(async () => {
    worker = await startWorker();
  });

  after(() => worker.dispose());

  it('come back from a guest as they were sent', async () => {
    const sample = fc.sample(anyValue, { numRuns: 400, seed: 11 });
    const outcomes: (Outcome | undefined)[] = [];
    const end = await worker.run(
      {
        programs: [{ source: 'const f = (x) => x;', entry: 'f', calls: sample.map((_, i) => i) }],
        calls: sample.map((value) => ({ kind: 'values', args: [value], keywords: [] })),
        limits: { ...limits, outputBytes: 1_000_000 },
        printed: false,
      },
      {
        outcome(_, call, outcome) {
          outcomes[call] = outcome;
          return 'more';
        },
        refused: (_, detail) => assert.fail(detail),
        finished: () => undefined,
      },
      new AbortController().signal,
    );
    assert.deepEqual(end, { kind: 'finished' });
    for (const [i, value] of sample.entries()) {
      const outcome = outcomes[i];
      const text = printCanonical(asKept(value));
      assert.equal(outcome?.kind === 'value' ? outcome.value : outcome?.kind, text);
      assert.equal(printCanonical(readCanonical(text)), text);
    }
  });

  it('are read again by the literal reader as they were written', () => {
    const literal = anyValue.filter(
      (value) => !/"__proto__"|Uint8Array/.test(printCanonical(value)),
    );
    fc.assert(
      fc.property(literal, (value) => {
        // Computed keys are for the engine; people write plain ones.
        const text = (literalSource(value) ?? '').replace(/\[("(?:[^"\\]|\\.)*")\]:/g, '$1:');
        const read = readJavaScriptLiteral(text);
        assert.equal(
          read === undefined ? text : printCanonical(read),
          printCanonical(asKept(value)),
        );
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
