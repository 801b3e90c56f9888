import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showValue } from '../../../src/core/languages/kit/show-value.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { printCanonical } from '../../../src/core/values/canonical.ts';
import {
  readJavaScriptCall,
  readJavaScriptLiteral,
} from '../../../src/core/languages/javascript/literal.ts';
import { anyJavaScriptData, anyText } from '../values/arbitrary-value.ts';

const literals: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['undefined', 'undefined'],
  ['-0', '-0.0'],
  ['+1', '1.0'],
  ['0xFFn', '255'],
  ['-5n', '-5'],
  ['1_000.5e1', '10005.0'],
  ['.5', '0.5'],
  ['-Infinity', '-inf'],
  ["'a\\u{1F600}\\x41\\\n'", '"a😀A"'],
  ['`a\nb`', '"a\\nb"'],
  ['[1, , 3, ]', '[1.0,hole,3.0]'],
  ['[,]', '[hole]'],
  ['{}', '@"Object"{}'],
  ["{b: 1, 'a b': [2], 2: 3, 1: 4, b: 5}", '@"Object"{"1":4.0,"2":3.0,"b":5.0,"a b":[2.0]}'],
  ['({a: 1})', '@"Object"{"a":1.0}'],
  ['new Map([[1, "a"], ["b", {}]])', '{1.0:"a","b":@"Object"{}}'],
  ['new Set([2, 1, 2])', 'set[1.0,2.0]'],
  ['new Map()', '{}'],
  ["new Date('2020-01-02')", '@"Date"{"time":1577923200000.0}'],
  ["BigInt('12')", '12'],
  ['[1, /* two */ 2] // end', '[1.0,2.0]'],
];

const code = [
  '',
  'x',
  '1 + 2',
  'f(1)',
  '`a${1}`',
  '{a}',
  '{[a]: 1}',
  '{__proto__: null}',
  '{...x}',
  '[...x]',
  '--1',
  '01',
  '1__0',
  '1a',
  "'a",
  'new Foo()',
  'new Date()',
  "new Date('2020-01-02T00:00')",
  '/a/',
  '() => 1',
  '[1 2]',
  '['.repeat(3000),
  '-(-'.repeat(3000),
];

describe('JavaScript literals', () => {
  for (const [text, canonical] of literals) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const value = readJavaScriptLiteral(text);
      assert.ok(value !== undefined);
      assert.equal(printCanonical(value), canonical);
    });
  }

  for (const text of code) {
    it(`leaves ${JSON.stringify(text.slice(0, 30))} to the sandbox`, () => {
      assert.equal(readJavaScriptLiteral(text), undefined);
    });
  }

  it('reads what showValue writes', () => {
    fc.assert(
      fc.property(anyJavaScriptData, (value) => {
        const shown = readJavaScriptLiteral(showValue(value, languages.javascript, Infinity));
        assert.ok(shown !== undefined);
        assert.equal(printCanonical(shown), printCanonical(value));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        readJavaScriptLiteral(text);
        readJavaScriptCall(text);
      }),
    );
  });

  it('reads calls with literal arguments', () => {
    const call = readJavaScriptCall("stack . push([1], 'a');");
    assert.ok(call !== undefined);
    assert.equal(call.callee, 'stack.push');
    assert.deepEqual(call.args.map(printCanonical), ['[1.0]', '"a"']);
    for (const text of ['f', 'f(x)', 'f(1).g(2)', 'f(1) + 1', 'f(...[1])', 'await f(1)']) {
      assert.equal(readJavaScriptCall(text), undefined, text);
    }
  });
});
