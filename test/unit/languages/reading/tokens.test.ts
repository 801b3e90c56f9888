import assert from 'node:assert/strict';
import {
  callOf,
  callsIn,
  onlyStatement,
} from '../../../../src/core/languages/kit/reading/calls.ts';
import { commentsIn, elisionsIn } from '../../../../src/core/languages/kit/reading/comments.ts';
import { languageOf } from '../../../../src/core/languages/languages.ts';
import type { LanguageId } from '../../../../src/core/text.ts';
import { sourceParser } from '../../../support/parser.ts';
import { treeReader } from './kit.ts';

describe('tokens of code', () => {
  const read = treeReader();
  const form = async (language: LanguageId, text: string) => {
    const { tree, reading } = await read(language, text);
    return reading.normalForm(tree.root);
  };

  const pairs: readonly [LanguageId, 'same' | 'different', string, string][] = [
    [
      'python',
      'same',
      'def f(a):\n    """Doc."""\n    # c\n    return g(a,  1)\n',
      'def f( a ):\n  return g(\n    a, # d\n    1)',
    ],
    ['python', 'same', 'a; b', 'a\n\nb'],
    ['python', 'same', 'x = 1 + \\\n  2', 'x = 1 + 2'],
    ['python', 'different', 'if a:\n    b\nc', 'if a:\n    b\n    c'],
    ['python', 'different', 'x = "a b"', 'x = "a  b"'],
    ['python', 'different', 'x = """a\n b"""', 'x = """a\n  b"""'],
    ['python', 'different', 'f"{a }"', 'f"{a}"'],
    ['python', 'different', 'notx', 'not x'],
    ['python', 'different', 'x = "# a"', 'x = "# b"'],
    [
      'javascript',
      'same',
      'function f(a) { return a; } // c',
      '/** d */\nfunction f(\n  a\n) {\n  return a\n}',
    ],
    ['javascript', 'same', 'a;\nb', 'a; b;'],
    ['javascript', 'different', 'function f() { return x }', 'function f() { return\nx }'],
    ['javascript', 'different', '`a ${b}`', '`a ${ b}`'],
    ['javascript', 'different', 'for (;a;) b', 'for (;;a) b'],
    ['javascript', 'different', 'a - -b', 'a-- - b'],
    ['javascript', 'different', '/a b/.test(c)', '/ab/.test(c)'],
    [
      'javascriptreact',
      'same',
      '<p>\n  it is\n  here\n  <b/></p>',
      '<p>\n      it is\n      here\n<b/>\n</p>',
    ],
    ['javascriptreact', 'different', '<p>a b</p>', '<p>a  b</p>'],
    ['javascriptreact', 'different', '<p>a <b/></p>', '<p>a<b/></p>'],
  ];
  for (const [language, how, a, b] of pairs) {
    it(`${language}: ${JSON.stringify(a)} is the ${how} as ${JSON.stringify(b)}`, async () => {
      assert.equal((await form(language, a)) === (await form(language, b)), how === 'same');
    });
  }

  it('are comments and strings, told apart by the grammar', async () => {
    const python = (await read('python', 'x = "# a"  # b\n#: c\r\nf"{n:#x}" # d\n')).tree.root;
    assert.deepEqual(
      commentsIn(python).map(({ text, isTrailing }) => [text, isTrailing]),
      [
        ['b', true],
        [': c', false],
        ['d', true],
      ],
    );
    const { tree, reading } = await read(
      'typescript',
      '/** A\n * b */\nlet a = "// c" + `${"d" /* e */}`; // f',
    );
    assert.deepEqual(
      commentsIn(tree.root).map(({ kind, text }) => [kind, text]),
      [
        ['doc', 'A\nb'],
        ['block', 'e'],
        ['line', 'f'],
      ],
    );
    assert.deepEqual(
      reading.strings(tree.root).map(({ text }) => text),
      ['"// c"', '`${"d" /* e */}`'],
    );
  });

  const elided: readonly [LanguageId, string, number][] = [
    ['python', 'def f():\n    a\n    # ... rest of the function', 1],
    ['python', 'def f():\n    a\n    ...', 1],
    ['python', 'def f():\n    """d"""\n    ...', 0],
    ['python', 'def f():\n    # ... otherwise cut\n    return a[-3:]', 0],
    ['python', 'a  # punctuation is left unchanged', 0],
    ['python', 'x = "# ... rest of code"', 0],
    ['python', 'x[..., 1]', 0],
    ['python', '# ...\na', 1],
    ['python', '# existing code\na', 1],
    ['python', '# unchanged', 1],
    ['python', '# (same as before)', 1],
    ['javascript', 'function f() { /* ... existing code ... */ }', 1],
    ['javascript', 'const [, ...rest] = xs; // ...everything after the head', 0],
    ['javascript', '// values above the limit are returned unchanged\na', 0],
    ['javascript', '// the rest is sorted\na', 0],
    ['javascript', 'f();\n...\ng();', 1],
    ['javascript', '// Implementation omitted for brevity\n', 1],
  ];
  for (const [language, text, count] of elided) {
    it(`${language}: ${JSON.stringify(text)} leaves ${count === 0 ? 'nothing' : 'something'} out`, async () => {
      assert.equal(elisionsIn((await read(language, text)).tree.root).length, count);
    });
  }

  describe('of expressions', () => {
    const parser = sourceParser();
    after(() => parser.dispose());
    const expression = (language: LanguageId, text: string) =>
      languageOf(language).reading.expression(parser, language, text);

    const calls: readonly [LanguageId, string, readonly string[] | undefined][] = [
      ['python', 'f(1, *a, key=[2, 3], s="a, b" # c\n)', ['1', '*a', 'key=[2, 3]', 's="a, b"']],
      ['python', 'await (o.f(x for x in y))', ['(x for x in y)']],
      ['python', 'f(1) + 2', undefined],
      ['python', 'f()(2)', ['2']],
      [
        'javascript',
        'await f({ a: 1, b }, ...c, (d, e) => d)',
        ['{ a: 1, b }', '...c', '(d, e) => d'],
      ],
      ['javascript', 'new Foo(1)', ['1']],
      ['typescript', 'f<A, B>(1)', ['1']],
      ['javascript', 'f(1), f(2)', undefined],
    ];
    for (const [language, text, expected] of calls) {
      it(`${language}: ${text} is ${expected ? 'one' : 'no single'} call`, async () => {
        const node = await expression(language, text);
        const call = node && callOf(node);
        assert.deepEqual(
          call?.arguments.map((each) => each.text),
          expected,
        );
      });
    }

    const whole: readonly [LanguageId, string, string | undefined][] = [
      ['python', ' a + b # c', 'a + b'],
      ['python', 'a, b', undefined],
      ['python', 'a = b', undefined],
      ['python', 'a b', undefined],
      ['python', 'a,', undefined],
      ['python', '', undefined],
      ['python', 'a] + [b', undefined],
      ['javascript', '{ a: 1 }', '{ a: 1 }'],
      ['javascript', 'a; b', undefined],
      ['javascript', 'function () {}', 'function () {}'],
      ['javascript', 'a // b', 'a'],
      ['typescriptreact', '<p>a</p>', '<p>a</p>'],
    ];
    for (const [language, text, expected] of whole) {
      it(`${language}: ${JSON.stringify(text)} is ${expected === undefined ? 'no' : 'one'} expression`, async () => {
        const node = await expression(language, text);
        assert.equal(node?.text, expected);
        if (node) assert.equal(text.slice(node.start, node.end), expected);
      });
    }
  });

  it('finds calls in code, and a text of one statement', async () => {
    const { tree } = await read('python', 'x = f(g(1), h)\n');
    assert.deepEqual(
      [...callsIn(tree.root)].map(({ callee }) => callee.text),
      ['f', 'g'],
    );
    assert.equal(onlyStatement(tree)?.kind, 'expression_statement');
    assert.equal(onlyStatement((await read('python', 'a\nb')).tree), undefined);
    assert.equal(onlyStatement((await read('python', 'a(')).tree), undefined);
  });
});
