import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeTests } from '../../../src/core/operators/merge-tests.ts';
import type { Callee } from '../../../src/core/languages/language.ts';
import { languageOf, languages } from '../../../src/core/languages/languages.ts';
import { sourceParser } from '../../support/parser.ts';

const python: Callee = {
  name: 'f',
  language: languages.python,
  member: false,
  generator: false,
  boolean: false,
};
const script: Callee = { ...python, language: languages.javascript };

const parser = sourceParser();
after(() => parser.dispose());

/** Short text of what was read, one per test. */
async function shown(code: string, callee: Callee): Promise<string[]> {
  const read = await callee.language.readTests(code, callee, parser);
  return read.map(({ call, expectation }) => {
    switch (expectation.kind) {
      case 'equals':
        return `${call} = ${expectation.expected}${expectation.tolerance === undefined ? '' : ` ± ${expectation.tolerance}`}`;
      case 'throws':
        return `${call} ! ${expectation.exception ?? '*'}`;
      case 'holds':
        return `holds: ${expectation.assertion}`;
    }
  });
}

describe('reading Python tests', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['assert f(1) == 2', ['f(1) = 2']],
    ['assert f(1) == 2, "message, with comma"', ['f(1) = 2']],
    ['assert (f(1) == 2)', ['f(1) = 2']],
    ['assert 2 == f(1)', ['f(1) = 2']],
    ['assert f("==") == "a, b"', ['f("==") = "a, b"']],
    ['assert f(x=[1, 2]) == {"a": (1,)}  # why', ['f(x=[1, 2]) = {"a": (1,)}']],
    ['assert f([\n    1,\n    2,\n]) == [\n    3\n]', ['f([1, 2,]) = [3]']],
    ['assert f(1) is None', ['f(1) = None']],
    ['assert f(1) is True', ['f(1) = True']],
    ['assert f(1) is not None', ['holds: assert f(1) is not None']],
    ['assert f(1) == 2 and f(2) == 3', ['f(1) = 2', 'f(2) = 3']],
    ['assert f(1) == 2 or f(1) == 3', ['holds: assert f(1) == 2 or f(1) == 3']],
    ['assert f(1) == f(2)', ['holds: assert f(1) == f(2)']],
    ['assert f(1) != 2', ['holds: assert f(1) != 2']],
    ['assert len(f(1)) == 2', ['holds: assert len(f(1)) == 2']],
    ['assert f(1)[0] == 2', ['holds: assert f(1)[0] == 2']],
    ['assert 1 <= f(1) <= 2', ['holds: assert 1 <= f(1) <= 2']],
    ['assert 3 in f(1)', ['holds: assert 3 in f(1)']],
    ['assert all(x > 0 for x in f(1))', ['holds: assert all(x > 0 for x in f(1))']],
    ['assert isinstance(f(1), int)', ['holds: assert isinstance(f(1), int)']],
    ['assert math.isclose(f(1), 0.3)', ['f(1) = 0.3 ± 1e-9']],
    ['assert math.isclose(f(1), 0.3, rel_tol=1e-6)', ['f(1) = 0.3 ± 0.000001']],
    ['assert abs(f(1) - 0.3) < 1e-6', ['f(1) = 0.3 ± 0.000001']],
    ['assert abs(f(-1) - -0.5) <= 0.01', ['f(-1) = -0.5 ± 0.01']],
    // Relative as tolerances are, 1 would let 9 pass for 3.
    ['assert abs(f(1) - 3) < 1', ['holds: assert abs(f(1) - 3) < 1']],
    ['assert f(1) == pytest.approx(0.3, abs=1e-3)', ['f(1) = 0.3 ± 0.001']],
    ['with pytest.raises(ValueError):\n    f(-1)', ['f(-1) ! ValueError']],
    ['with pytest.raises(ValueError, match="x") as e: f(-1)', ['f(-1) ! ValueError']],
    ['with pytest.raises(Exception):\n    f(-1)', ['f(-1) ! *']],
    ['with self.assertRaises(errors.Bad):\n    x = f(-1)', ['f(-1) ! Bad']],
    ['self.assertRaises(ValueError, f, -1, "a")', ['f(-1, "a") ! ValueError']],
    ['self.assertEqual(f(1), 2)', ['f(1) = 2']],
    ['self.assertIsNone(f(1))', ['f(1) = None']],
    ['self.assertAlmostEqual(f(1), 0.5, places=3)', ['f(1) = 0.5 ± 0.0005']],
    ['try:\n    f(-1)\n    assert False\nexcept ValueError:\n    pass', ['f(-1) ! ValueError']],
    ['>>> f(1)\n2\n>>> f(2)\n[1,\n 2]', ['f(1) = 2', 'f(2) = [1, 2]']],
    [
      '>>> f(0)\nTraceback (most recent call last):\n    ...\nValueError: no',
      ['f(0) ! ValueError'],
    ],
    ['f(1) == 2', ['f(1) = 2']],
    ['f(1)  # => 2', ['f(1) = 2']],
    ['f(1) -> 2', ['f(1) = 2']],
    ['print(f(1))  # Output: 2', ['f(1) = 2']],
    ['def test_one():\n    assert f(1) == 2\n    assert f(2) == 3', ['f(1) = 2', 'f(2) = 3']],
    [
      'class TestF(unittest.TestCase):\n    def test_a(self):\n        self.assertTrue(f(1) == 2)\n\nif __name__ == "__main__":\n    unittest.main()',
      ['f(1) = 2'],
    ],
    ['result = f(1)\nassert result == 2', ['f(1) = 2']],
    [
      'def test():\n    xs = [1, 2]\n    expected = 3\n    assert f(xs) == expected',
      ['f([1, 2]) = 3'],
    ],
    [
      'def test():\n    xs = [1]\n    f(xs)\n    assert xs == [2]\n    assert f(xs) == xs',
      ['holds: xs = [1]\nf(xs)\nassert xs == [2]', 'holds: xs = [1]\nf(xs)\nassert f(xs) == xs'],
    ],
    [
      'for n in range(3):\n    assert f(n) == n',
      ['holds: for n in range(3):\n    assert f(n) == n'],
    ],
    ['assert math.floor(f(1)) == 2', ['holds: assert math.floor(f(1)) == 2']],
    ['assert g(1) == 2\nx = 3\n# f(1) == 2', []],
    ['assert f(1) ==', []],
    ['assert f(1', []],
  ];
  for (const [code, expected] of cases) {
    it(JSON.stringify(code), async () => {
      assert.deepEqual(await shown(code, python), expected);
    });
  }

  it('takes truth for equality only where the function answers yes or no', async () => {
    const yesNo = { ...python, boolean: true };
    assert.deepEqual(await shown('assert f(1)\nassert not f(2)', yesNo), [
      'f(1) = True',
      'f(2) = False',
    ]);
    assert.deepEqual(await shown('assert f(1)', python), ['holds: assert f(1)']);
  });

  it('reads calls of methods on objects', async () => {
    const push = { ...python, name: 'push', member: true };
    assert.deepEqual(await shown('assert Stack([1]).push(2) == 3', push), [
      'Stack([1]).push(2) = 3',
    ]);
    assert.deepEqual(await shown('s = Stack()\nassert s.push(2) == 3', push), [
      'Stack().push(2) = 3',
    ]);
  });

  it('reads what was built from literals, whatever the literals are', async () => {
    const literal = fc.oneof(
      fc.integer().map(String),
      fc.string().map((text) => JSON.stringify(text)),
      fc.array(fc.integer()).map((list) => JSON.stringify(list)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(literal, literal), { maxLength: 8 }), async (pairs) => {
        const code = pairs.map(([a, b]) => `assert f(${a}) == ${b}`).join('\n');
        assert.deepEqual(
          await shown(code, python),
          pairs.map(([a, b]) => `f(${a}) = ${b}`),
        );
      }),
    );
  });

  it('never stumbles over text', async () => {
    const pieces = fc.constantFrom(
      'assert ',
      'f(',
      ')',
      '==',
      '"',
      "'''",
      '\n',
      '    ',
      ':',
      'with pytest.raises(',
      'not ',
      '[',
      ']',
      '#',
      '>>> ',
      'x = ',
      '\\',
      'try:',
      'é',
      '{',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
        await python.language.readTests(parts.join(''), python, parser);
        await script.language.readTests(parts.join(''), script, parser);
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading JavaScript tests', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['assert.deepStrictEqual(f(1), [2]);', ['f(1) = [2]']],
    ["assert.strictEqual(f('a;b'), 2, 'message');", ["f('a;b') = 2"]],
    ['assert.equal(2, f(1))', ['f(1) = 2']],
    ['assert(f(1) === 2)', ['f(1) = 2']],
    ['console.assert(f(1) === 2, "x")', ['f(1) = 2']],
    ['expect(f(1)).toBe(2);', ['f(1) = 2']],
    ['expect(f(1)).toEqual({ a: [1, 2] });', ['f(1) = { a: [1, 2] }']],
    ['expect(f(1)).toBeNull(); expect(f(2)).toBeUndefined();', ['f(1) = null', 'f(2) = undefined']],
    ['expect(f(1)).toBeCloseTo(0.3, 5)', ['f(1) = 0.3 ± 0.000005']],
    ['expect(() => f(-1)).toThrow(RangeError);', ['f(-1) ! RangeError']],
    ['expect(() => { f(-1); }).toThrow("bad");', ['f(-1) ! *']],
    ['expect(() => f(-1)).toThrow(Error);', ['f(-1) ! *']],
    ['assert.throws(() => f(-1), TypeError);', ['f(-1) ! TypeError']],
    ['expect(await f(1)).toBe(2)', ['f(1) = 2']],
    ['await expect(f(1)).resolves.toBe(2)', ['f(1) = 2']],
    ['await expect(f(1)).rejects.toThrow()', ['f(1) ! *']],
    ['expect(f(1)).toHaveLength(2)', ['holds: assert.ok((f(1)).length === (2));']],
    ['expect(f(1)).not.toBe(2)', ['holds: assert.ok(!(Object.is(f(1), 2)));']],
    ['f(1) === 2', ['f(1) = 2']],
    ['f(1); // => 2', ['f(1) = 2']],
    ['f(1) // => 2\nf(2) // throws RangeError', ['f(1) = 2', 'f(2) ! RangeError']],
    ['JSON.stringify(f(1)) === JSON.stringify([1])', ['f(1) = [1]']],
    ['assert.ok(Math.abs(f(1) - 0.3) < 1e-6)', ['f(1) = 0.3 ± 0.000001']],
    ['assert.ok(Math.abs(f(1) - 3) < 1)', ['holds: assert.ok(Math.abs(f(1) - 3) < 1);']],
    [
      "describe('f', () => {\n  it('a', () => {\n    expect(f(1)).toBe(2);\n  });\n  test('b', async () => { expect(f(2)).toBe(3) });\n});",
      ['f(1) = 2', 'f(2) = 3'],
    ],
    [
      "it('a', () => {\n  const input = [1];\n  const expected = 2;\n  expect(f(input)).toBe(expected);\n});",
      ['f([1]) = 2'],
    ],
    [
      "it('a', () => {\n  const input = [1];\n  const result = f(input);\n  expect(input).toEqual([1]);\n  expect(result).toBe(2);\n});",
      [
        'holds: const input = [1];\nconst result = f(input);\nassert.deepStrictEqual(input, [1]);',
        'f([1]) = 2',
      ],
    ],
    ['expect(f(\n  1,\n  2,\n)).toBe(3);', ['f(1, 2,) = 3']],
    ["import { f } from './f';\nconst x = 3;\nexpect(g(1)).toBe(2);", []],
    ['expect(f(1', []],
  ];
  for (const [code, expected] of cases) {
    it(JSON.stringify(code), async () => {
      assert.deepEqual(await shown(code, script), expected);
    });
  }
});

describe('reading Python tests by their tree', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['assert f("a) == (b") == "]"', ['f("a) == (b") = "]"']],
    ['assert f(x=1,  # == 3, or\n    y=2) == 3', ['f(x=1, y=2) = 3']],
    ['assert f(f\'{d["a"]}(\') == 1', ['f(f\'{d["a"]}(\') = 1']],
    ['assert f(1) \\\n    == 2', ['f(1) = 2']],
    ['assert f("""a\nb""") == 2', ['holds: assert f("""a\nb""") == 2']],
    ['assert (r := f(1)) == 2', ['holds: assert (r := f(1)) == 2']],
    ['assert f(lambda x: x == 1 and x) == 2', ['f(lambda x: x == 1 and x) = 2']],
    ['assert f(1 if a else 2) == (3 if b else 4)', ['f(1 if a else 2) = (3 if b else 4)']],
    ['assert f(1) == 2 == g()', ['holds: assert f(1) == 2 == g()']],
    ['assert abs(f(1) - 2 - 3) < 1e-6', ['holds: assert abs(f(1) - 2 - 3) < 1e-6']],
    ['assert not (f(1) or f(2))', ['holds: assert not (f(1) or f(2))']],
    ['self.assertFalse(f(1) or f(2))', ['holds: assert not (f(1) or f(2))']],
    ['self.assertEqual(f(","), "(", msg="==")', ['f(",") = "("']],
    ['self.assertAlmostEqual(f(1), 2, delta=0.001)', ['f(1) = 2 ± 0.001']],
    [
      'with pytest.raises((KeyError, errors.Bad)):\n    f(1)',
      [
        'holds: try:\n    f(1)\nexcept (KeyError, errors.Bad):\n    pass\nelse:\n    raise AssertionError("did not raise")',
      ],
    ],
    ['with pytest.raises(KeyError):\n    d = {}\n    f(d)', ['f({}) ! KeyError']],
    ['r = a + b\nassert f(r * 2) == 1', ['f((a + b) * 2) = 1']],
    ['xs = 1, 2\nassert f(xs) == 3', ['f((1, 2)) = 3']],
    ['key = "it"\nassert f(f"{key}") == 1', ['holds: key = "it"\nassert f(f"{key}") == 1']],
    [
      'xs = [1]\nassert f(xs) == [x for xs in [2] for x in xs]',
      ['f([1]) = [x for xs in [2] for x in xs]'],
    ],
    ['xs = [1]\nassert f(xs, xs) == 2', ['holds: xs = [1]\nassert f(xs, xs) == 2']],
    ['xs = [1]\nwith pytest.raises(KeyError):\n    f(xs)', ['f([1]) ! KeyError']],
    ['assert f(1) == 2, "one"\nassert f(2) == 3, "and then', ['f(1) = 2', 'f(2) = 3']],
    ['f("->") -> "=>"', ['f("->") = "=>"']],
    ['f(1)  # => 2, as told', []],
    ['>>> f(1)\nhello world\n>>> f("\'")\n\'"\'', ['f("\'") = \'"\'']],
    [
      'Here are tests:\nassert f(1) == 2\nand one that fails (:\nassert f(2) == 3',
      ['f(1) = 2', 'f(2) = 3'],
    ],
    ['def test_f():\n    assert f(1) == 2\n    assert f([1, 2', ['f(1) = 2']],
    [
      'def test_f():\n    assert f(1) == 2\n    so it goes\n    assert f(2) == 3',
      ['f(1) = 2', 'f(2) = 3'],
    ],
  ];
  for (const [code, expected] of cases) {
    it(JSON.stringify(code), async () => {
      assert.deepEqual(await shown(code, python), expected);
    });
  }
});

describe('reading JavaScript tests by their tree', () => {
  const typescript: Callee = { ...script, language: languages.typescript };
  const jsx: Callee = { ...script, language: languages.javascriptreact };
  const cases: readonly (readonly [string, readonly string[], Callee?])[] = [
    ['assert.equal(f(/[)"]\\/(/), 1)', ['f(/[)"]\\/(/) = 1']],
    ['assert.equal(f(a / b, c / d), 1)', ['f(a / b, c / d) = 1']],
    ['assert.equal(f(`${g("`)", `${x}`)} // ;`), 1)', ['f(`${g("`)", `${x}`)} // ;`) = 1']],
    ["assert.equal(f('http://a.b/c'), '//')", ["f('http://a.b/c') = '//'"]],
    ['assert.equal(f(1, /* ), 2) */ 2), 3)', ['f(1, /* ), 2) */ 2) = 3']],
    ['assert.equal(f(1, // one)\n  2), 3)', ['f(1, 2) = 3']],
    ['assert.equal(f(() => {\n  g()\n  return 1\n}), 1)', ['f(() => {g(); return 1;}) = 1']],
    [
      'assert.ok(f(xs.filter((x) => x === 1)))',
      ['holds: assert.ok(f(xs.filter((x) => x === 1)));'],
    ],
    ['assert.ok(f(1) !== 2 && f(2) === 3)', ['holds: assert.ok(f(1) !== 2);', 'f(2) = 3']],
    ['assert.ok((f(1) as number) === 2)', ['f(1) = 2'], typescript],
    ['expect(f<Map<string, number>>(1)!).toBe(2)', ['f<Map<string, number>>(1) = 2'], typescript],
    ['expect(f(<b title=")">{"}"}</b>)).toBe(1)', ['f(<b title=")">{"}"}</b>) = 1'], jsx],
    ['expect(f(1), "a message").toBe(2)', ['f(1) = 2']],
    ['expect(f(1)).toEqual(expect.arrayContaining([1]))', []],
    ["expect(f(1)).toMatch('a.b')", ["holds: assert.ok((f(1)).includes('a.b'));"]],
    ['expect(() => {\n  const d = {};\n  f(d);\n}).toThrow(errors.Bad)', ['f({}) ! Bad']],
    ["it('a', () => expect(f(1)).toBe(2));", ['f(1) = 2']],
    [
      "const d = [1];\ndescribe('a', () => {\n  it('b', () => {\n    expect(f(d)).toBe(2);\n  });\n});",
      ['f([1]) = 2'],
    ],
    ['const d = 1;\nassert.equal(f({ d }, (d) => d), 2);', ['f({ d: 1 }, (d) => d) = 2']],
    ["it('a', () => {\n  expect(f(1)).toBe(2);\n  expect(f(2", ['f(1) = 2']],
  ];
  for (const [code, expected, callee = script] of cases) {
    it(JSON.stringify(code), async () => {
      assert.deepEqual(await shown(code, callee), expected);
    });
  }
});

describe('merging tests', () => {
  const facts = languageOf('python');
  const read = (code: string) => python.language.readTests(code, python, parser);

  it('counts samples that assert the same, however it is written', async () => {
    const merged = await mergeTests(
      [
        await read('assert f( [1,2] ) == 3\nassert f([1, 2]) == 3'),
        await read('assert f([1, 2])==3\nassert f(0) == 1'),
      ],
      't',
      facts,
      parser,
    );
    assert.deepEqual(
      merged.map(({ id, source, multiplicity }) => [id, source, multiplicity]),
      [
        ['t1', 'generated', 2],
        ['t2', 'generated', 1],
      ],
    );
  });

  it('keeps spaces inside strings apart', async () => {
    const merged = await mergeTests(
      [
        await read(
          'assert f("a b") == 1\nassert f("ab") == 1\nassert f(1) == "a"\nassert f(1) == "b"',
        ),
      ],
      't',
      facts,
      parser,
    );
    assert.equal(merged.length, 4);
  });
});
