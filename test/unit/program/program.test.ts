import assert from 'node:assert/strict';
import fc from 'fast-check';
import { languages } from '../../../src/core/languages/languages.ts';
import { unite } from '../../../src/core/program/unite.ts';
import { sourceParser } from '../../support/parser.ts';
import { declaredName } from '../../../src/core/languages/kit/declaration.ts';
import { dedent, indentBy } from '../../../src/core/languages/kit/indent.ts';
import {
  logicalLines,
  maskOf,
  mentionedNames,
  renameName,
  splitTopLevel,
} from '../../../src/core/languages/kit/lexis.ts';
import { normalised } from '../../../src/core/languages/kit/normalise.ts';

describe('the mask of source text', () => {
  it('is as long as the text and keeps its line ends outside strings', () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '"""',
      '\\',
      '\n',
      '#',
      '//',
      '/*',
      '*/',
      '`',
      '${',
      '}',
      'f"',
      '{',
      'x',
      ' ',
      '/',
      '=',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('python', 'javascript'),
        (parts, family) => {
          const text = parts.join('');
          assert.equal(maskOf(text, languages[family]).length, text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  const cases: readonly (readonly ['python' | 'javascript', string, string])[] = [
    ['python', 'x = "a#b" # c', 'x = """""    '],
    ['python', 'f"a{b}c"', '"""{b}""'],
    ['python', 'f"{{b}}"', '"'.repeat(8)],
    ['javascript', 'a // b\nc', 'a     \nc'],
    ['javascript', '`a${b}c`', '"""{b}""'],
    ['javascript', 'x = /["\']/g', 'x = """"""g'],
    ['javascript', 'a / b / c', 'a / b / c'],
  ];
  for (const [family, text, mask] of cases) {
    it(`${family}: ${text}`, () => assert.equal(maskOf(text, languages[family]), mask));
  }
});

describe('names in code', () => {
  it('renames free names only', () => {
    assert.equal(
      renameName('f(f=1, x=f); o.f; "f"; g(f"{f}") # f', 'f', 'h', languages.python),
      'h(f=1, x=h); o.f; "f"; g(f"{h}") # f',
    );
    assert.equal(
      renameName('f({ f: f }, o.f, `f${f}`, (f: T) => f)', 'f', 'h', languages.javascript),
      'h({ f: h }, o.f, `f${h}`, (h: T) => h)',
    );
  });

  it('renaming there and back changes nothing', () => {
    const text = 'def f(x):\n    """f"""\n    return f(x - 1) if x else "f"';
    assert.equal(
      renameName(renameName(text, 'f', 'fresh', languages.python), 'fresh', 'f', languages.python),
      text,
    );
  });

  it('mentions what is used, without attributes', () => {
    assert.deepEqual(
      [...mentionedNames('a.b(c, "d") // e\n[...g]', languages.javascript)],
      ['a', 'c', 'g'],
    );
  });
});

describe('logical lines and lists', () => {
  it('join brackets, strings and backslashes', () => {
    const lines = logicalLines(
      'a = [\n  1,\n]\n  b = """x\ny"""\nc = 1 + \\\n  2',
      languages.python,
    );
    assert.deepEqual(
      lines.map(({ text, indent }) => [text, indent]),
      [
        ['a = [\n  1,\n]', 0],
        ['b = """x\ny"""', 2],
        ['c = 1 + \\\n  2', 0],
      ],
    );
  });

  it('split outside brackets and strings', () => {
    assert.deepEqual(splitTopLevel('a, [b, c], "d, e", f(g, h)', ',', languages.python), [
      'a',
      '[b, c]',
      '"d, e"',
      'f(g, h)',
    ]);
  });
});

describe('indentation', () => {
  it('leaves the content of strings alone, and moves docstrings', () => {
    const text = '    """Doc\n    more"""\n    x = """a\n    b"""\n    return x';
    assert.equal(dedent(text, languages.python), '"""Doc\nmore"""\nx = """a\n    b"""\nreturn x');
  });

  it('comes back after dedent', () => {
    const line = fc.stringMatching(/^[ ]{0,6}[a-z]{1,5}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const text = dedent(lines.join('\n'), languages.javascript);
        assert.equal(
          dedent(indentBy(text, '  ', languages.javascript), languages.javascript),
          text,
        );
      }),
    );
  });
});

describe('declared names', () => {
  it('names what a declaration introduces', () => {
    assert.equal(declaredName('@dataclass\nclass A(B):\n    pass', languages.python), 'A');
    assert.equal(declaredName('X: int = 3', languages.python), 'X');
    assert.equal(declaredName('x == 3', languages.python), undefined);
    assert.equal(declaredName('print(3)', languages.python), undefined);
    assert.equal(declaredName('export const enum E { A }', languages.javascript), 'E');
    assert.equal(declaredName('export async function g() {}', languages.javascript), 'g');
    assert.equal(declaredName('g();', languages.javascript), undefined);
  });
});

describe('normalised source', () => {
  it('is equal for code that differs in comments, docs, blank lines and spacing', () => {
    assert.equal(
      normalised('def f(x):\n    """Doc."""\n\n    return x+1  # one', languages.python),
      normalised("def f( x ):\n    '''Other\n    doc'''\n    return x + 1", languages.python),
    );
    assert.equal(
      normalised('function f(x) { return x+1 } // a', languages.javascript),
      normalised('function f( x )\n{\n  /* b */ return x + 1\n}', languages.javascript),
    );
  });

  it('differs where strings, indentation or words differ', () => {
    assert.notEqual(
      normalised('x = "a b"', languages.python),
      normalised('x = "ab"', languages.python),
    );
    assert.notEqual(
      normalised('if a:\n    b\n    c', languages.python),
      normalised('if a:\n    b\nc', languages.python),
    );
    assert.notEqual(
      normalised('return x', languages.javascript),
      normalised('returnx', languages.javascript),
    );
  });
});

describe('rendering contracts', () => {
  const contract = {
    name: 'f',
    parameters: [
      { name: 'a', kind: 'positional', type: 'int' },
      { name: 'rest', kind: 'rest' },
      { name: 'b', kind: 'keyword-only', default: '1' },
      { name: 'kw', kind: 'keywords' },
    ],
    returns: 'str',
    description: '',
    examples: [],
    async: true,
  } as const;

  it('writes headers', () => {
    assert.equal(
      languages.python.declarations.header(contract),
      'async def f(a: int, *rest, b=1, **kw) -> str:',
    );
    const parameters = contract.parameters.slice(0, 2);
    const plain = { ...contract, parameters };
    assert.equal(
      languages.typescript.declarations.header(plain),
      'async function f(a: int, ...rest): str',
    );
    assert.equal(languages.javascript.declarations.header(plain), 'async function f(a, ...rest)');
  });

  it('writes docs that cannot end early', () => {
    assert.equal(
      languages.python.declarations.doc('say """x""" \\ "'),
      '"""say \\"\\"\\"x\\"\\"\\" \\\\ " """',
    );
    assert.ok(!languages.javascript.declarations.doc('a */ b').slice(0, -2).includes('*/'));
  });
});

describe('uniting private declarations', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const part = (code: string, ...beside: string[]) => ({ code, beside, imports: [] });

  it('keeps equal ones once and renames those that differ', async () => {
    const { declarations, codes } = await unite(
      [
        part('def a(x):\n    return _n(x)', 'def _n(x):\n    return x'),
        part('def b(x):\n    return _n(x)', 'def _n(x):\n    return  x  # same'),
        part('def c(x):\n    return _n(x)', 'def _n(x):\n    return -x'),
      ],
      ['a', 'b', 'c'],
      languages.python,
      parser,
    );
    assert.deepEqual(declarations, ['def _n(x):\n    return x', 'def _n_2(x):\n    return -x']);
    assert.deepEqual(codes, [
      'def a(x):\n    return _n(x)',
      'def b(x):\n    return _n(x)',
      'def c(x):\n    return _n_2(x)',
    ]);
  });

  it('renames by scope: no property, local variable, string or name that somebody has', async () => {
    const { declarations, codes } = await unite(
      [
        part('const a = () => n(1)', 'const n = (x) => x'),
        part(
          "const b = (o) => { const f = (n) => n + n_2(o.n); return f(n(2)) + '${n}' + `${n(3)}`; }",
          'const n = (x) => -x',
        ),
        part('const c = () => ({ n })', 'const n = 3'),
      ],
      ['a', 'b', 'c'],
      languages.javascript,
      parser,
    );
    assert.deepEqual(declarations, [
      'const n = (x) => x',
      'const n_3 = (x) => -x',
      'const n_2 = 3',
    ]);
    assert.deepEqual(codes.slice(1), [
      "const b = (o) => { const f = (n) => n + n_2(o.n); return f(n_3(2)) + '${n}' + `${n_3(3)}`; }",
      'const c = () => ({ n: n_2 })',
    ]);
  });
});
