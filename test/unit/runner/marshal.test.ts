import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printCanonical } from '../../../src/core/values/canonical.ts';
import {
  decodeMarshal,
  encodePlain,
  encodeValue,
  MarshalError,
} from '../../../src/node/runner/python/marshal.ts';
import { anyPythonData } from '../values/arbitrary-value.ts';

describe("Python's marshal format", () => {
  it('is read back to the same value', () => {
    fc.assert(
      fc.property(anyPythonData, (value) => {
        // Two halves of a pair in one text are one character here and two in Python.
        assert.equal(printCanonical(decodeMarshal(encodeValue(value))), printCanonical(value));
      }),
      { numRuns: 500 },
    );
  });

  it('of hostile bytes gives a value or a MarshalError, nothing else', () => {
    const letters = fc.constantFrom(...'0NTFigyslut[(<>{.c'.split('').map((c) => c.charCodeAt(0)));
    const bytes = fc.array(fc.oneof(letters, fc.constantFrom(0, 1, 2, 255), fc.nat(255)));
    fc.assert(
      fc.property(bytes, (list) => {
        try {
          printCanonical(decodeMarshal(Buffer.from(list)));
        } catch (error) {
          assert.ok(error instanceof MarshalError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
    const deep = Buffer.concat(new Array(5000).fill(Buffer.from([0x28, 1, 0, 0, 0])));
    assert.throws(() => decodeMarshal(deep), MarshalError);
    assert.throws(() => decodeMarshal(Buffer.from([0x5b, 255, 255, 255, 127])), MarshalError);
  });

  it('keeps two lone surrogates apart from the character they would make', () => {
    const bytes = Buffer.from([0x75, 6, 0, 0, 0, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]);
    assert.throws(() => decodeMarshal(bytes), MarshalError);
    const one = decodeMarshal(Buffer.from([0x75, 4, 0, 0, 0, 0x41, 0xed, 0xa0, 0xbd]));
    assert.deepEqual(one, { kind: 'str', value: 'A\ud83d' });
  });

  it('carries orders', () => {
    const order = { op: 'run', list: [1, true, null, 'x', Buffer.from([1])], big: 2 ** 40 };
    assert.equal(
      printCanonical(decodeMarshal(encodePlain(order))),
      '{"op":"run","list":[1,true,null,"x",b"01"],"big":1099511627776}',
    );
  });
});
