import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showValue } from '../../../src/core/languages/kit/show-value.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { printCanonical } from '../../../src/core/values/canonical.ts';
import { readPythonCall, readPythonLiteral } from '../../../src/core/languages/python/literal.ts';
import { anyPythonData, anyText } from '../values/arbitrary-value.ts';

const literals: readonly (readonly [string, string])[] = [
  ['None', 'null'],
  ['-5', '-5'],
  ['+True', '1'],
  ['--3', '3'],
  ['0x_FF', '255'],
  ['1_000', '1000'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['1.', '1.0'],
  ['.5e-3', '0.0005'],
  ['1e400', 'inf'],
  ['-0.0', '-0.0'],
  ['2j', 'complex(0.0,2.0)'],
  ['1 - 2j', 'complex(1.0,-2.0)'],
  ['\'a\' "b"', '"ab"'],
  ["r'\\n'", '"\\\\n"'],
  ["'\\x41\\u00e9\\U0001F600\\101'", '"Aé😀A"'],
  ["'\\q'", '"\\\\q"'],
  ["'a\\\nb'", '"ab"'],
  ["'''a\n'b'''", '"a\\n\'b"'],
  ["'\\ud800'", '"\\ud800"'],
  ["b'a\\xff'", 'b"61ff"'],
  ['()', '()'],
  ['(1)', '1'],
  ['(1,)', '(1)'],
  ['1, 2', '(1,2)'],
  ['[1, [2], ]', '[1,[2]]'],
  ['{}', '{}'],
  ["{'a': 1, 'b': [2], 'a': 3}", '{"a":3,"b":[2]}'],
  ['{1, 1.0, True}', 'set[1]'],
  ['set()', 'set[]'],
  ['frozenset([1, 2])', 'frozenset[1,2]'],
  ["float('inf')", 'inf'],
  ["-float('inf')", '-inf'],
  ["float('NaN')", 'nan'],
  ['math.inf', 'inf'],
  ['[1, # one\n 2]', '[1,2]'],
];

const code = [
  '',
  'x',
  '1 + 2',
  '[1] * 3',
  'f(1)',
  "f'{x}'",
  "f'a'",
  '{[1]: 2}',
  '{1: 2, 3}',
  '012',
  '1__0',
  '1x',
  "'a",
  "'a\nb'",
  "b'é'",
  "'a' b'b'",
  '[1, *x]',
  "-'a'",
  '1 if x else 2',
  '[x for x in y]',
  '1 2',
  '[1,,2]',
  'not True',
  '[' + '['.repeat(2000),
  '-'.repeat(5000) + '1',
  "'\\N{DEGREE SIGN}'",
];

describe('Python literals', () => {
  for (const [text, canonical] of literals) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const value = readPythonLiteral(text);
      assert.ok(value !== undefined);
      assert.equal(printCanonical(value), canonical);
    });
  }

  for (const text of code) {
    it(`leaves ${JSON.stringify(text.slice(0, 30))} to the sandbox`, () => {
      assert.equal(readPythonLiteral(text), undefined);
    });
  }

  it('reads what showValue writes', () => {
    fc.assert(
      fc.property(anyPythonData, (value) => {
        const shown = readPythonLiteral(showValue(value, languages.python, Infinity));
        assert.ok(shown !== undefined);
        assert.equal(printCanonical(shown), printCanonical(value));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        readPythonLiteral(text);
        readPythonCall(text);
      }),
    );
  });

  it('reads calls with literal arguments', () => {
    const call = readPythonCall(" Stack . push ( [1], 'a', key = -2, ) ");
    assert.ok(call !== undefined);
    assert.equal(call.callee, 'Stack.push');
    assert.deepEqual(call.args.map(printCanonical), ['[1]', '"a"']);
    assert.deepEqual(
      call.keywords.map(([name, value]) => [name, printCanonical(value)]),
      [['key', '-2']],
    );
    for (const text of [
      'f',
      'f(x)',
      'f(1).g(2)',
      'f(1) + 1',
      'f(a=1, 2)',
      'f(a=1, a=2)',
      'f(*[1])',
      'await f(1)',
      'f(1==2)',
    ]) {
      assert.equal(readPythonCall(text), undefined, text);
    }
  });
});
