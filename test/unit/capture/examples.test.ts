import assert from 'node:assert/strict';
import { readDoc } from '../../../src/core/capture/examples.ts';
import type { Callee } from '../../../src/core/languages/language.ts';
import { languages } from '../../../src/core/languages/languages.ts';

const python: Callee = {
  name: 'f',
  language: languages.python,
  member: false,
  generator: false,
  boolean: false,
};
const javascript: Callee = { ...python, language: languages.javascript };

function read(text: string, callee: Callee = python) {
  return readDoc(text, callee).examples.map(({ call, expectation }) =>
    expectation.kind === 'equals'
      ? `${call} == ${expectation.expected}`
      : expectation.kind === 'throws'
        ? `${call} throws ${expectation.exception ?? ''}`
        : expectation.assertion,
  );
}

describe('examples in documentation', () => {
  it('reads doctests over several lines', () => {
    assert.deepEqual(read('>>> f(\n...   1)\n[1,\n 2]\n>>> f(2)  # two\n3\n\n>>> f(3)\n4'), [
      'f( 1) == [1,\n2]',
      'f(2) == 3',
      'f(3) == 4',
    ]);
  });

  it('reads exceptions', () => {
    assert.deepEqual(
      read('>>> f(-1)\nTraceback (most recent call last):\n    ...\nValueError: negative'),
      ['f(-1) throws ValueError'],
    );
    assert.deepEqual(read('f(-1) raises ValueError if negative'), ['f(-1) throws ValueError']);
    assert.deepEqual(read('f(-1) // throws RangeError', javascript), ['f(-1) throws RangeError']);
  });

  it('takes nothing that is printed and is no expression for a value', () => {
    for (const printed of ['1>>!<<234', '[<Row 1>]', "{'a': <object at 0x1>}"]) {
      assert.deepEqual(read(`>>> f(1)\n${printed}\n>>> f(2)\n'<b>!'`), ["f(2) == '<b>!'"]);
    }
  });

  it('keeps what a session sets up before it', () => {
    assert.deepEqual(read('>>> x = [1]\n>>> f(x)\n2'), ['x = [1]\nassert (f(x)) == (2)']);
  });

  for (const [line, expected] of [
    ['f(1) => 2', 'f(1) == 2'],
    ['f(1) -> 2', 'f(1) == 2'],
    ['f([1, 2]) ➞ "a"', 'f([1, 2]) == "a"'],
    ['f(1) == 2.', 'f(1) == 2'],
    ['* `f("a)")` returns `True`', 'f("a)") == True'],
    ['f(1) should return [1, (2, 3)] because it does', 'f(1) == [1, (2, 3)]'],
    ['assert f(1) == {"a": 1}', 'f(1) == {"a": 1}'],
    ['f(1) # => -1', 'f(1) == -1'],
  ] as const) {
    it(`reads ${line}`, () => assert.deepEqual(read(line), [expected]));
  }

  for (const [line, expected] of [
    ["f('a') // => 'b'", "f('a') == 'b'"],
    ['f(1); // 2', undefined],
    ['f({ a: 1 }) === new Map([[1, 2]])', 'f({ a: 1 }) == new Map([[1, 2]])'],
    ['@example f(1) // => undefined', 'f(1) == undefined'],
    ['>>> f(1)\nTrue', 'f(1) == true'],
  ] as const) {
    it(`reads ${JSON.stringify(line)} in JavaScript`, () =>
      assert.deepEqual(read(line, javascript), expected === undefined ? [] : [expected]));
  }

  it('reads several claims of one line', () => {
    assert.deepEqual(read('For example, f(10) returns 11, and f(11) returns 12.'), [
      'f(10) == 11',
      'f(11) == 12',
    ]);
    assert.deepEqual(read('f(2) is True, f(3) is False'), ['f(2) == True', 'f(3) == False']);
    assert.deepEqual(read('f(2) is True, f(3) is odd'), [], 'all or nothing');
  });

  it('takes no words for a value', () => {
    assert.deepEqual(read('f(3) returns 4 items'), []);
    assert.deepEqual(read('f(3) returns [1] sorted'), []);
    assert.deepEqual(read('f(3) => 1, 2', javascript), []);
  });

  it('leaves out doctests whose output is elided, and setup that a call does not need', () => {
    assert.deepEqual(
      read('>>> x = 1\n>>> f(9)  # doctest: +ELLIPSIS\n[1, ..., 9]\n>>> f(2)  # plain\n3'),
      ['f(2) == 3'],
    );
  });

  it('reads results in comments where an example says so', () => {
    assert.deepEqual(read('@example\nf("a"); // "b"\n@returns f(1); // 2', javascript), [
      'f("a") == "b"',
    ]);
    assert.deepEqual(read('```js\nf(1); // 2\nf(2); // see below\n```\nf(3); // 4', javascript), [
      'f(1) == 2',
    ]);
  });

  it('takes prose for prose', () => {
    const prose = 'f(x) returns the sum of its digits.\nCall f(1, 2) to add.\nSee g(1) => 2.';
    const doc = readDoc(prose, python);
    assert.deepEqual(doc.examples, []);
    assert.equal(doc.description, prose);
  });

  it('leaves the description without the examples and their heading', () => {
    const doc = readDoc('Adds.\n\nExamples:\n>>> f(1)\n2\n\nNever fails.', python);
    assert.equal(doc.description, 'Adds.\n\nNever fails.');
  });
});
