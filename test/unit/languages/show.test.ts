import assert from 'node:assert/strict';
import { printedForm, showValue } from '../../../src/core/languages/kit/show-value.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { readCanonical } from '../../../src/core/values/canonical.ts';

const python: readonly (readonly [string, string])[] = [
  ['null', 'None'],
  ['(1)', '(1,)'],
  ['set[]', 'set()'],
  ['{"a":[true,1.0]}', "{'a': [True, 1.0]}"],
  ['nan', "float('nan')"],
  ['"it\'s"', '"it\'s"'],
  ['"\\u0007\\ud800"', "'\\u0007\\ud800'"],
  ['b"0041"', "b'\\x00A'"],
  ['@"Point"={}{"x":1}', 'Point({}, x=1)'],
  ['@"Point"=(1,2){"_fields":("x","y")}', 'Point(x=1, y=2)'],
  ['*"generator"[1]~', '<generator: 1, …>'],
  ['[^1]', '[<cycle>]'],
];

const javascript: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['1', '1n'],
  ['-0.0', '-0'],
  ['[1.0,hole,2.0]', '[1, , 2]'],
  ['{1.0:"a"}', "new Map([[1, 'a']])"],
  ['set["a"]', "new Set(['a'])"],
  ['@"Object"{"a":1.0,"b c":2.0}', "{ a: 1, 'b c': 2 }"],
  ['@"Point"{"x":1.0}', 'Point { x: 1 }'],
  ['@"Uint8Array"=[1.0]{}', 'Uint8Array [1]'],
];

describe('showing values', () => {
  for (const [text, shown] of python) {
    it(`shows ${text} as Python`, () => {
      assert.equal(showValue(readCanonical(text), languages.python), shown);
    });
  }
  for (const [text, shown] of javascript) {
    it(`shows ${text} as JavaScript`, () => {
      assert.equal(showValue(readCanonical(text), languages.javascript), shown);
    });
  }

  it('cuts what is too long, without visiting the rest', () => {
    const long = readCanonical(`[${new Array(100_000).fill('"word"').join(',')}]`);
    const shown = showValue(long, languages.python, 20);
    assert.equal(shown, "['word', 'word', 'w…");
    assert.equal(shown.length, 20);
  });

  it('knows printed forms', () => {
    const forms: [string, 'python' | 'javascript', string][] = [
      ['"a"', 'python', 'a'],
      ['["a",1.0,nan]', 'python', "['a', 1.0, nan]"],
      ['1e+16', 'python', '1e+16'],
      ['100000000000000000.0', 'python', '1e+17'],
      ['0.00001', 'python', '1e-05'],
      ['true', 'python', 'True'],
      ['[1.0,["a",null]]', 'javascript', '1,a,'],
      ['@"Object"{}', 'javascript', '[object Object]'],
      ['1e+21', 'javascript', '1e+21'],
      ['true', 'javascript', 'true'],
      ['12', 'javascript', '12'],
    ];
    for (const [text, language, printed] of forms) {
      assert.equal(printedForm(readCanonical(text), languages[language]), printed, text);
    }
  });
});
