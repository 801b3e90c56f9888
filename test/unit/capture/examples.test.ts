import assert from 'node:assert/strict';
import { readDoc, type DocSetting } from '../../../src/core/capture/examples.ts';
import type { Callee } from '../../../src/core/languages/language.ts';
import { languages } from '../../../src/core/languages/languages.ts';
import { sourceParser } from '../../support/parser.ts';

const python: Callee = {
  name: 'f',
  language: languages.python,
  member: false,
  generator: false,
  boolean: false,
};
const javascript: Callee = { ...python, language: languages.javascript };

async function read(text: string, callee: Callee = python, more: Partial<DocSetting> = {}) {
  const doc = await readDoc(text, { parser: sourceParser(), callee, ...more });
  return doc.examples.map(({ call, expectation }) =>
    expectation.kind === 'equals'
      ? `${call} == ${expectation.expected}`
      : expectation.kind === 'throws'
        ? `${call} throws ${expectation.exception ?? ''}`
        : expectation.assertion,
  );
}

describe('examples in documentation', () => {
  it('reads doctests over several lines', async () => {
    assert.deepEqual(await read('>>> f(\n...   1)\n[1,\n 2]\n>>> f(2)  # two\n3\n\n>>> f(3)\n4'), [
      'f(1) == [1, 2]',
      'f(2) == 3',
      'f(3) == 4',
    ]);
  });

  it('reads exceptions', async () => {
    assert.deepEqual(
      await read('>>> f(-1)\nTraceback (most recent call last):\n    ...\nValueError: negative'),
      ['f(-1) throws ValueError'],
    );
    assert.deepEqual(await read('f(-1) raises ValueError if negative'), [
      'f(-1) throws ValueError',
    ]);
    assert.deepEqual(await read('f(-1) // throws RangeError', javascript), [
      'f(-1) throws RangeError',
    ]);
  });

  it('compares what a session shows as text where that is no value', async () => {
    for (const printed of ['1>>!<<234', '[<Row 1>]', 'Point(x=1, y=2)']) {
      assert.deepEqual(await read(`>>> f(1)\n${printed}\n>>> f(2)\n'<b>!'`), [
        `__show__(f(1))\nassert __printed__() == '${printed}\\n'`,
        "f(2) == '<b>!'",
      ]);
    }
    assert.deepEqual(await read('>>> f(1)\n<object at 0x7f3a>'), [], 'another one each time');
  });

  it('keeps what a session sets up before it', async () => {
    assert.deepEqual(await read('>>> x = [1]\n>>> f(x)\n2'), ['x = [1]\nassert (f(x)) == (2)']);
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
    it(`reads ${line}`, async () => assert.deepEqual(await read(line), [expected]));
  }

  for (const [line, expected] of [
    ["f('a') // => 'b'", "f('a') == 'b'"],
    ['f(1); // 2', undefined],
    ['f({ a: 1 }) === new Map([[1, 2]])', 'f({ a: 1 }) == new Map([[1, 2]])'],
    ['@example f(1) // => undefined', 'f(1) == undefined'],
    ['>>> f(1)\nTrue', 'f(1) == true'],
  ] as const) {
    it(`reads ${JSON.stringify(line)} in JavaScript`, async () =>
      assert.deepEqual(await read(line, javascript), expected === undefined ? [] : [expected]));
  }

  it('reads several claims of one line', async () => {
    assert.deepEqual(await read('For example, f(10) returns 11, and f(11) returns 12.'), [
      'f(10) == 11',
      'f(11) == 12',
    ]);
    assert.deepEqual(await read('f(2) is True, f(3) is False'), ['f(2) == True', 'f(3) == False']);
    assert.deepEqual(await read('f(2) is True, f(3) is odd'), [], 'all or nothing');
  });

  it('takes no words for a value', async () => {
    assert.deepEqual(await read('f(3) returns 4 items'), []);
    assert.deepEqual(await read('f(3) returns [1] sorted'), []);
    assert.deepEqual(await read('f(3) => 1, 2', javascript), []);
  });

  it('takes no setup that a call does not need', async () => {
    assert.deepEqual(await read('>>> x = 1\n>>> f(2)  # plain\n3'), ['f(2) == 3']);
  });

  for (const [flags, wanted, options] of [
    ['', '[1, ..., 9]', "'ELLIPSIS'"],
    ['# doctest: +REPORT_NDIFF, +ELLIPSIS', '1...', "'ELLIPSIS'"],
    ['# doctest: +NUMBER', '1.41', "'NUMBER'"],
    ['# doctest:+NORMALIZE_WHITESPACE,+NUMBER', '[1.0   2.0]', "'NORMALIZE_WHITESPACE NUMBER'"],
  ] as const) {
    it(`hands on what the options of doctest let pass: ${flags}`, async () => {
      assert.deepEqual(await read(`>>> f(9) ${flags}\n${wanted}`), [
        `__show__(f(9))${flags === '' ? '' : ` ${flags}`}\nassert __printed__(${options}) == '${wanted}\\n'`,
      ]);
    });
  }

  it('reads what is printed', async () => {
    assert.deepEqual(await read('>>> print(f(1))\n4\n>>> print(f(2), f(3))\n1-2'), [
      'f(1) == 4',
      "print(f(2), f(3))\nassert __printed__() == '1-2\\n'",
    ]);
    assert.deepEqual(await read('Prints n.\n\n>>> f(1)\n1'), [
      "__show__(f(1))\nassert __printed__() == '1\\n'",
    ]);
    assert.deepEqual(await read('>>> f(1)\n1\n2', python, { returns: 'None' }), [
      "__show__(f(1))\nassert __printed__() == '1\\n2\\n'",
    ]);
    assert.deepEqual(await read('>>> for x in f(2):\n...     x\n0\n1\n<BLANKLINE>'), [
      "for x in f(2):\n    __show__(x)\nassert __printed__() == '0\\n1\\n\\n'",
    ]);
    assert.deepEqual(await read('>>> a = [1]; f(a); a\n[1, 2]'), [
      "a = [1]; __show__(f(a)); __show__(a)\nassert __printed__() == '[1, 2]\\n'",
    ]);
  });

  it('keeps the order of a session, and what it changes', async () => {
    assert.deepEqual(await read('>>> a = [1]\n>>> f(a)\n>>> a\n[1, 2]'), [
      'a = [1]\nf(a)\nassert (a) == ([1, 2])',
    ]);
    assert.deepEqual(await read('>>> f()\n1\n>>> f()\n2'), [
      'f() == 1',
      'f()\nassert (f()) == (2)',
    ]);
    assert.deepEqual(await read('>>> import random\n>>> random.seed(1)\n>>> f(1)\n2'), [
      'import random\nrandom.seed(1)\nassert (f(1)) == (2)',
    ]);
  });

  it('finds a function behind the module that an example imports', async () => {
    assert.deepEqual(await read('>>> import tools\n>>> from tools import f\n>>> tools.f(1)\n2'), [
      'f(1) == 2',
    ]);
  });

  it('trusts nothing that does not parse or that uses a name of nobody', async () => {
    for (const text of ['>>> f(x)\n2', '>>> f(1\n2', '>>> g = other()\n>>> f(g)\n2', 'f(n) == 2']) {
      assert.deepEqual(await read(text), [], text);
    }
    assert.deepEqual(await read('>>> f(x)\n2', python, { known: new Set(['x']) }), ['f(x) == 2']);
  });

  it('knows what other languages call truth and nothing', async () => {
    assert.deepEqual(await read('f(1) => true\nf(2) => [null, false]'), [
      'f(1) == True',
      'f(2) == [None, False]',
    ]);
    assert.deepEqual(await read('f(1) => [True, None]', javascript), ['f(1) == [true, null]']);
  });

  it('takes a comparison that stands alone for an example, trusted where a result stands below', async () => {
    const text = '>>> f(1) == 2\n>>> f(2) == 3\nTrue\n>>> f(3) == 3\nFalse';
    assert.deepEqual(await read(text), ['f(2) == 3', 'assert (f(3) == 3) == (False)']);
    const { described } = await readDoc(text, { parser: sourceParser(), callee: python });
    assert.deepEqual(
      described.map(({ call, source }) => [call, source]),
      [['f(1)', 'described']],
    );
  });

  const two = [
    { name: 'xs', kind: 'positional' },
    { name: 'k', kind: 'positional' },
  ] as const;
  for (const [text, expected] of [
    ['for f(1, 2) == 3', 'f(1, 2) == 3'],
    ['f(1, 2) ==> True', 'f(1, 2) == True'],
    ['f([], [1]) ➞ [2]', 'f([], [1]) == [2]'],
    ['Input: xs = [1, 2], k = 3\nOutput: [3]', 'f([1, 2], 3) == [3]'],
    ['Input: k = 3, xs = [1, 2]; Output: [3] # as it is', 'f([1, 2], 3) == [3]'],
    ['Input: [1, 2], 3\nOutput: 4\nExplanation: 3 + 1', 'f([1, 2], 3) == 4'],
    ['Input:\n[1, 2]\n3\nOutput:\n4', 'f([1, 2], 3) == 4'],
    [
      'For xs = "ab", k = 2 the lengths are equal and the output should be "ba".',
      'f("ab", 2) == "ba"',
    ],
    ['If xs = [] and k = 1, the function returns None', 'f([], 1) == None'],
    ['| xs | k | result |\n|---|---|---|\n| `[1]` | 2 | 3 |', 'f([1], 2) == 3'],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, async () =>
      assert.deepEqual(await read(text, python, { parameters: two }), [expected]));
  }

  for (const text of [
    'Input: a list\nOutput: a number',
    'For xs = 3 the output should be 4',
    'Input: [1, 2]\nOutput: 3',
    'f(x, y) == 3',
    'f(ab) => False',
    'f(1) = 3\nf(2) = [1, 3]',
  ]) {
    it(`takes nothing from ${JSON.stringify(text)}`, async () =>
      assert.deepEqual(await read(text, python, { parameters: two }), []));
  }

  it('reads a value in brackets as no tuple where others are tuples', async () => {
    assert.deepEqual(await read('f(1) -> ("a", "b")\nf(2) -> ("a")'), ['f(1) == ("a", "b")']);
    assert.deepEqual(await read('f(2) -> ("a")'), ['f(2) == ("a")']);
  });

  describe('of members', () => {
    const member = (name: string, owner: string): Callee => ({
      ...python,
      name,
      member: true,
      owner,
    });
    for (const [name, text, expected] of [
      ['area', '>>> Sq(3).area\n9', 'Sq(3).area == 9'],
      ['push', '>>> Sq(3).push(1)\n9', 'Sq(3).push(1) == 9'],
      ['__len__', '>>> len(Sq(3))\n3', 'assert (len(Sq(3))) == (3)'],
      ['__add__', '>>> (Sq(1) + Sq(2)).a\n3', 'assert ((Sq(1) + Sq(2)).a) == (3)'],
      ['__init__', '>>> Sq(1).a\n1', 'assert (Sq(1).a) == (1)'],
      ['a', '>>> s = Sq(1)\n>>> s.a = 2\n>>> s.b\n4', 's = Sq(1)\ns.a = 2\nassert (s.b) == (4)'],
    ] as const) {
      it(`reads how ${name} is used`, async () =>
        assert.deepEqual(await read(text, member(name, 'Sq')), [expected]));
    }
  });

  for (const [text, expected] of [
    ['@example\nf(2)\n// => 4', 'f(2) == 4'],
    ['@example\nconsole.log(f(2)); // 4', 'f(2) == 4'],
    ['@example\nconsole.log(f(2)); // a b', undefined],
    [
      '@example\nconsole.log(f(2)); // prints: a b',
      'console.log(f(2));\nassert.equal(__printed__(), "a b\\n");',
    ],
    ['await f(1) // => 2', 'f(1) == 2'],
    ["f('x').length // => 3", "assert.deepStrictEqual(f('x').length, 3);"],
    [
      '```js\nconst a = [1];\nf(a);\na // => [2]\n```',
      'const a = [1];\nf(a);\nassert.deepStrictEqual(a, [2]);',
    ],
    ['```js\nf(1); // throws RangeError\n```', 'f(1) throws RangeError'],
    ['```js\nf(1)\n// => [\n//   1,\n//   2\n// ]\n```', 'f(1) == [1, 2]'],
  ] as const) {
    it(`reads ${JSON.stringify(text)} in a doc comment`, async () =>
      assert.deepEqual(await read(text, javascript), expected === undefined ? [] : [expected]));
  }

  it('reads results in comments where an example says so', async () => {
    assert.deepEqual(await read('@example\nf("a"); // "b"\n@returns f(1); // 2', javascript), [
      'f("a") == "b"',
    ]);
    assert.deepEqual(
      await read('```js\nf(1); // 2\nf(2); // see below\n```\nf(3); // 4', javascript),
      ['f(1) == 2'],
    );
  });

  it('takes prose for prose', async () => {
    const prose = 'f(x) returns the sum of its digits.\nCall f(1, 2) to add.\nSee g(1) => 2.';
    const doc = await readDoc(prose, { parser: sourceParser(), callee: python });
    assert.deepEqual(doc.examples, []);
    assert.equal(doc.description, prose);
  });

  it('leaves the description without the examples and their heading', async () => {
    const doc = await readDoc('Adds.\n\nExamples:\n>>> f(1)\n2\n\nNever fails.', {
      parser: sourceParser(),
      callee: python,
    });
    assert.equal(doc.description, 'Adds.\n\nNever fails.');
  });
});
