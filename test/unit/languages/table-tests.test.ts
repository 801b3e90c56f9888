import { languages } from '../../../src/core/languages/languages.ts';
import assert from 'node:assert/strict';
import { lookElsewhere } from '../../../src/core/capture/elsewhere.ts';
import { sourceParser } from '../../support/parser.ts';

describe('table tests', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  /** The project's tests of `words` that a test file holds. */
  async function read(languageId: 'python' | 'typescript', text: string): Promise<string[]> {
    const isPython = languageId === 'python';
    const uri = isPython ? 'file:///w/tests/test_words.py' : 'file:///w/test/words.test.ts';
    const { tests } = await lookElsewhere(
      [{ uri, languageId, version: 0, text, isTest: true }],
      {
        callee: {
          name: 'words',
          language: languages[languageId],
          member: false,
          generator: false,
          boolean: false,
        },
        imported: 'words',
        uri: isPython ? 'file:///w/words.py' : 'file:///w/src/words.ts',
        known: new Set(),
      },
      parser,
    );
    // Whole tests run as they are: `project-cases.test.ts`.
    const rows = tests.filter(({ expectation }) => expectation.kind !== 'holds');
    return rows.map(({ call, expectation }) =>
      expectation.kind === 'equals'
        ? `${call} -> ${expectation.expected}`
        : expectation.kind === 'throws'
          ? `${call} raises ${expectation.exception ?? ''}`
          : `holds ${expectation.assertion}`,
    );
  }

  const python = (table: string, body: string, parameters = 'number, expected'): string =>
    `import pytest\nfrom words import words\n\n${table}\ndef test_words(${parameters}):\n${body}`;

  describe('of pytest', () => {
    it('are read row by row', async () => {
      const table = `@pytest.mark.parametrize(
    "number, expected",
    [
        (1, "one"),
        pytest.param(-2, "minus two", id="negative"),
        (3, "three" + "!"),  # spelt
        pytest.param(4, "broken", marks=pytest.mark.xfail),
    ],
)`;
      assert.deepEqual(
        await read('python', python(table, '    assert words(number) == expected\n')),
        ['words(1) -> "one"', 'words(-2) -> "minus two"', 'words(3) -> ("three" + "!")'],
      );
    });

    it('are combined where there are several, and may have one parameter', async () => {
      const tables = `@pytest.mark.parametrize("number", [1, (2, 3)])\n@pytest.mark.parametrize(("plain", "expected"), [(True, "x")])`;
      const body = '    assert words(number, plain=plain) == expected\n';
      assert.deepEqual(await read('python', python(tables, body, 'number, plain, expected')), [
        'words(1, plain=True) -> "x"',
        'words((2, 3), plain=True) -> "x"',
      ]);
    });

    it('may expect exceptions, in methods too', async () => {
      const text = `import pytest
from words import words


class TestWords:
    @pytest.mark.parametrize("number", [None, "x"])
    def test_words(self, number):
        with pytest.raises(TypeError):
            words(number)
`;
      assert.deepEqual(await read('python', text), [
        'words(None) raises TypeError',
        'words("x") raises TypeError',
      ]);
    });

    it('keep values apart that mention names of parameters', async () => {
      const table = '@pytest.mark.parametrize("number, expected", [("expected", "number")])';
      assert.deepEqual(
        await read('python', python(table, '    assert words(number) == expected\n')),
        ['words("expected") -> "number"'],
      );
    });

    it('are left alone where a row may mean something else in the body', async () => {
      const table = '@pytest.mark.parametrize("number, expected", [(1, "one")])';
      for (const [body, parameters] of [
        ['    number = 2\n    assert words(number) == expected\n'],
        ['    number += 1\n    assert words(number) == expected\n'],
        ['    assert words(number) == f"{expected}"\n'],
        ['    assert [words(number) for number in (1, 2)] == expected\n'],
        ['    assert words(number) == expected\n', 'number, expected, tmp_path'],
      ] as const) {
        assert.deepEqual(await read('python', python(table, body, parameters)), [], body);
      }
      const fixtures = '@pytest.mark.parametrize("number, expected", CASES)';
      assert.deepEqual(
        await read('python', python(fixtures, '    assert words(number) == expected\n')),
        [],
      );
    });
  });

  describe('of test.each', () => {
    const typescript = (rest: string): string =>
      `import { test, it, expect } from 'vitest';\nimport { words } from '../src/words.js';\n\n${rest}`;

    it('are read from rows of lists, of single values and of objects', async () => {
      const text = typescript(`test.each([
  [1, 'one'],
  [-2, 'minus' + ' two'],
] as const)('%i is %s', (number: number, expected: string) => {
  expect(words(number)).toBe(expected);
});
it.each(['x', 'y'])('refuses %s', (value) => expect(() => words(value)).toThrow(TypeError));
it.each([{ number: 3, expected: ['a', 'b'] }])('objects', ({ number, expected }) => {
  expect(words({ number: number })).toEqual(expected);
});
`);
      assert.deepEqual(await read('typescript', text), [
        "words(1) -> 'one'",
        "words(-2) -> 'minus' + ' two'",
        "words('x') raises TypeError",
        "words('y') raises TypeError",
        "words({ number: 3 }) -> ['a', 'b']",
      ]);
    });

    it('are read by what a name means where it stands', async () => {
      const body =
        'const seen = [7].map((number) => `${number}`); for (const number of [1]) seen.push(words(number)); expect(words(number, { number })).toBe(expected); /* number */';
      const text = typescript(
        `test.each([['a(b', "o'(ne"]])('x', (number, expected) => { ${body} });\n`,
      );
      assert.deepEqual(await read('typescript', text), [
        "words('a(b', { number: 'a(b' }) -> \"o'(ne\"",
      ]);
    });

    it('are left alone where a row may mean something else in the body', async () => {
      for (const body of [
        'number++; expect(words(number)).toBe(expected);',
        'number = 2; expect(words(number)).toBe(expected);',
        'for (number of [3]) expect(words(number)).toBe(expected);',
        'expect(words(number)).toBe(`${expected}`);',
      ]) {
        const text = typescript(
          `test.each([[1, 'one']])('x', (number, expected) => { ${body} });\n`,
        );
        assert.deepEqual(await read('typescript', text), [], body);
      }
      assert.deepEqual(
        await read(
          'typescript',
          typescript("test.each(cases)('x', (a, b) => { expect(words(a)).toBe(b); });\n"),
        ),
        [],
      );
    });
  });
});
