import { languages } from '../../../src/core/languages/languages.ts';
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { printed, readCall } from '../../../src/core/test-files/literal.ts';
import { printCanonical, readCanonical } from '../../../src/core/values/canonical.ts';
import type { Value } from '../../../src/core/values/value.ts';
import { anyJavaScriptData } from '../values/arbitrary-value.ts';

const quotes = fc.constantFrom<'"' | "'">('"', "'");

describe('literals in test files', () => {
  it('evaluate in JavaScript to the value that they were written for', () => {
    let written = 0;
    fc.assert(
      fc.property(anyJavaScriptData, quotes, (value, quote) => {
        const text = printed(value, languages.javascript, quote);
        if (text === undefined) return;
        written += 1;
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that is what is tested
        const evaluate = new Function(`return (${text});`) as () => unknown;
        assert.ok(isDeepStrictEqual(evaluate(), living(value)), text);
      }),
    );
    assert.ok(written > 50, `only ${written} were written`);
  });

  it('read back what they are, and keep a call together', () => {
    const call = readCall('f([1, 2.0], key="it\'s")', languages.python, '"');
    assert.deepEqual(
      call?.args.map(({ text }) => text),
      ['[1, 2.0]'],
    );
    assert.deepEqual(
      call.keywords.map(([name, { text }]) => [name, text]),
      [['key', '"it\'s"']],
    );
    assert.equal(readCall('f(x)', languages.python, '"'), undefined);
    assert.equal(
      printed(readCanonical('@"Object"{"__proto__":1.0}'), languages.javascript, "'"),
      undefined,
    );
    assert.equal(printCanonical(readCanonical('nan')), 'nan');
  });
});

/** A Value as a live value of JavaScript. */
function living(value: Value): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'undefined':
      return undefined;
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
      return value.value;
    case 'list':
      return value.items.map(living);
    case 'dict':
      return new Map(value.entries.map(([key, each]) => [living(key), living(each)]));
    case 'object':
      return Object.fromEntries(value.fields.map(([name, each]) => [name, living(each)]));
    default:
      throw new Error(`no literal denotes ${value.kind}`);
  }
}
