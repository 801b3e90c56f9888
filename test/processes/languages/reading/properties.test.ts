import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import fc from 'fast-check';
import ts from 'typescript';
import { everyDeclaration } from '../../../../src/core/languages/kit/reading/declaration.ts';
import type { LanguageId } from '../../../../src/core/text.ts';
import { edited, treeReader } from '../../../unit/languages/reading/kit.ts';

/** A line of generated code; a `fixed` one begins inside a string. */
interface Row {
  readonly text: string;
  readonly fixed?: boolean;
}

type Rows = readonly Row[];

const rows = (...texts: readonly string[]): Rows =>
  texts.map((text) => (text.startsWith('|') ? { text: text.slice(1), fixed: true } : { text }));

const further = (inner: Rows, unit: string): Rows =>
  inner.map((row) => (row.fixed || row.text === '' ? row : { text: unit + row.text }));

const textOf = (all: Rows) => `${all.map(({ text }) => text).join('\n')}\n`;

/** Statements made of these, nested in blocks of these; `#` stands for the inner statements. */
function code(simple: readonly Rows[], blocks: readonly Rows[], unit: string): fc.Arbitrary<Rows> {
  const { statements } = fc.letrec<{ statements: Rows }>((tie) => ({
    statements: fc
      .array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constantFrom(...simple),
          fc
            .tuple(fc.constantFrom(...blocks), tie('statements'))
            .map(([block, inner]) =>
              block.flatMap((row) => (row.text === '#' ? further(inner, unit) : [row])),
            ),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((all) => all.flat()),
  }));
  return statements;
}

const pythonSimple: readonly Rows[] = [
  rows('x = 1  # "'),
  rows('f(a,', '  b,', '      c)'),
  rows('x = """a', '|  b', '|', '|c"""'),
  rows('f(', '    """a', '| b""",', "    '''c", "|    d''')"),
  rows("y = f'''{", '|x} {{', '|  #b}}', "|'''"),
  rows('y = 1 + \\', '  2 + \\', '        3'),
  rows('d = {', '    # note', "    'k': [", '        1],', '}'),
  rows('# note', 'pass'),
  rows('', 'pass', ''),
  rows('"""no doc', '|  here"""'),
];
const pythonBlocks: readonly Rows[] = [
  rows('if a:', '#', 'elif b:', '#', 'else:', '#'),
  rows('@dec(', '    1)', 'def f(a,', '      b=2):', '#'),
  rows('class C:  # c', '#'),
  rows('try:', '#', 'except (A,', '        B) as e:', '#', 'finally:', '#'),
  rows('for i in f(', '        x', '):', '#'),
  rows('match a:', '  case 1:', '    pass'),
];

const scriptSimple: readonly Rows[] = [
  rows('const x = 1; // "'),
  rows('f(a,', '  b,', '    c);'),
  rows('const t = `a', '|  ${b +', '| `c', '|d`} e`;'),
  rows('f(', '  `a', '| b`,', ');'),
  rows("const s = 'a\\", "|  b';"),
  rows('const o = {', '  // note', '  k: [', '    1,', '  ],', '};'),
  rows('/* note', ' more */', 'a', '  .b()', '  .c(/[/*]/);'),
  rows('', 'i++ / n / m;', ''),
];
const scriptBlocks: readonly Rows[] = [
  rows('if (a) {', '#', '} else {', '#', '}'),
  rows('function f(', '  a,', ') {', '#', '}'),
  rows('switch (a) {', '  case 1: {', '    b();', '  }', '}'),
  rows('f(() => {', '#', '});'),
  rows('const C = class {', '  static {', '    a();', '  }', '};', '{', '#', '}'),
  rows('for (const a of b)', '  c();', '{', '#', '}'),
];

const indents = fc.constantFrom('  ', '\t', '    ', ' ');

/** Python's own view of a text: the dump of its tree, without places. */
class PythonTrees {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;

  constructor() {
    const script = `
import ast, json, sys
for line in sys.stdin:
    try:
        answer = ast.dump(ast.parse(json.loads(line)))
    except SyntaxError as error:
        answer = f"no Python: {error}: {line}"
    print(json.dumps(answer), flush=True)
`;
    this.#process = spawn('python3', ['-c', script]);
    this.#lines = createInterface(this.#process.stdout);
  }

  async dump(text: string): Promise<string> {
    const answer = once(this.#lines, 'line');
    this.#process.stdin.write(`${JSON.stringify(text)}\n`);
    const [line] = (await answer) as [string];
    return JSON.parse(line) as string;
  }

  async end(): Promise<void> {
    this.#process.stdin.end();
    await once(this.#process, 'close');
  }
}

/** TypeScript's own view of a text: kinds and the texts of its literals and names. */
function scriptDump(text: string): string {
  const parts: string[] = [];
  const walk = (node: ts.Node): void => {
    const literal = node as { readonly rawText?: string; readonly text?: string };
    const own = ts.isSourceFile(node) ? undefined : (literal.rawText ?? literal.text);
    parts.push(`(${node.kind}${own === undefined ? '' : ` ${JSON.stringify(own)}`}`);
    ts.forEachChild(node, walk);
    parts.push(')');
  };
  walk(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest));
  return parts.join('');
}

describe('reading code, whatever it is', () => {
  const read = treeReader();
  let python: PythonTrees;
  before(() => {
    python = new PythonTrees();
  });
  after(() => python.end());

  const layoutOf = async (language: LanguageId, text: string) => {
    const { tree, reading } = await read(language, text);
    assert.ok(tree.isSound, text);
    return reading.layout(tree);
  };
  const normalForm = async (language: LanguageId, text: string) => {
    const { tree, reading } = await read(language, text);
    return reading.normalForm(tree.root);
  };
  const samples = (language: LanguageId) =>
    indents.chain((unit) =>
      language === 'python'
        ? code(pythonSimple, pythonBlocks, unit)
        : code(scriptSimple, scriptBlocks, unit),
    );

  for (const language of ['python', 'typescript'] as const) {
    const dump = (text: string) =>
      language === 'python' ? python.dump(text) : Promise.resolve(scriptDump(text));

    it(`${language}: further in and back gives the same text`, async () => {
      await fc.assert(
        fc.asyncProperty(samples(language), indents, async (all, by) => {
          const text = textOf(all);
          const inner = (await layoutOf(language, text)).indented(by);
          assert.equal(inner, textOf(further(all, by)));
          assert.equal((await layoutOf(language, inner)).dedented(), text);
        }),
        { numRuns: 60 },
      );
    });

    it(`${language}: another width of levels changes neither strings nor what code means`, async () => {
      await fc.assert(
        fc.asyncProperty(samples(language), indents, async (all, unit) => {
          const text = textOf(all);
          const even = (await layoutOf(language, text)).reindented({ indent: '', unit });
          assert.equal(await dump(even), await dump(text));
          assert.equal(await normalForm(language, even), await normalForm(language, text));
        }),
        { numRuns: 60 },
      );
    });
  }

  /** `@` is a free use of the name, `@~` one in a shorthand; every other `n` is something else. */
  const pieces: Readonly<Record<'python' | 'typescript', readonly string[]>> = {
    python: [
      '@ = 1',
      'f(@, n=@).n  # n',
      'def g(a=@):\n    return @ + a',
      'def g(n=@):\n    return n',
      'x = [n for n in @]',
      'x = f"{@:#x} n {{n}}"',
      'class C(@):\n    k = @',
      'def g():\n    global @\n    @ = 2',
      'def g():\n    def h():\n        nonlocal n\n        n = 1\n    n = 2\n    return n',
      'x = lambda n, *a: (n, "n")',
      'import m.n as k, n1 as @',
      'if (@ := 1):\n    del @',
      'match x:\n    case {"n": a} if @: pass',
      'try:\n    pass\nexcept @.n as e:\n    pass',
    ],
    typescript: [
      'f({ @~, n: @, [@]: 1 }, o.n); // n',
      'function g(a = @) { return @ + a; }',
      'function g(n = 1) { return n; }',
      '{ let n = 2; n; }',
      'for (const n of @$) n;',
      'const f1 = (n: number) => n;',
      'const { n: y1 = @ } = @;',
      '`n ${@} ${`${@}`}`;',
      'n: for (;;) break n;',
      'class C1 extends @ { n = @; static m(n) { return n; } }',
      'type T1 = typeof @; interface I1 { n: T1 }',
      'try { @; } catch (n) { n; }',
      'label1: /n/.test(@);',
    ].map((piece) => piece.replace('@$', '[1]')),
  };
  for (const language of ['python', 'typescript'] as const) {
    it(`${language}: a free name gets another name, and nothing else does`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...pieces[language]), { minLength: 1, maxLength: 8 }),
          async (chosen) => {
            const all = chosen.join('\n');
            const text = all.replaceAll(/@~?/g, 'n');
            const expected = all.replaceAll('@~', 'n: zed').replaceAll('@', 'zed');
            const { tree, reading } = await read(language, text);
            const edits = reading.names(tree.root).renaming(new Map([['n', 'zed']]));
            assert.equal(edited(text, edits), expected);
          },
        ),
      );
    });
  }

  it('does not mind how deep a text goes', async () => {
    const deep: readonly [LanguageId, string, string, string][] = [
      ['javascript', '(a) => ', 'a', ''],
      ['javascript', '[', 'a', ']'],
      ['javascript', 'class C { static m() { ', 'a', '} }'],
      ['python', '(', 'a', ')'],
      ['python', 'lambda: ', 'a', ''],
    ];
    for (const [language, open, inner, close] of deep) {
      const text = open.repeat(3000) + inner + close.repeat(3000);
      const { tree, reading } = await read(language, text);
      assert.ok(reading.names(tree.root).mentioned.includes('a'));
      assert.equal(reading.layout(tree).indented(' '), ` ${text}`);
      assert.ok(reading.normalForm(tree.root).length > 3000);
      assert.ok([...everyDeclaration(reading.declarations(tree))].length > 0);
      assert.equal(tree.root.at(open.length * 3000, open.length * 3000 + 1).text, 'a');
    }
  });

  it('tolerates any text', async () => {
    const alphabet = fc.constantFrom(
      ...'( ) [ ] { } ` ${ " \' """ : ; , = => -> . ... @ # // /* */ < </ > \n \n   \n\t a def class function const import from return if else for in of as match case x: \\ f" async await export default'.split(
        ' ',
      ),
      ' ',
      '\r\n',
      '\f',
      '\uFEFF',
    );
    const texts = fc.array(alphabet, { maxLength: 30 }).map((parts) => parts.join(' '));
    const language = fc.constantFrom(
      'python' as const,
      'javascript' as const,
      'typescriptreact' as const,
    );
    await fc.assert(
      fc.asyncProperty(texts, language, async (text, id) => {
        const { tree, reading } = await read(id, text);
        const names = reading.names(tree.root);
        names.reachedByLoading();
        names.renaming(new Map([['a', 'zed']]));
        reading.normalForm(tree.root);
        const layout = reading.layout(tree);
        layout.moved(
          { start: 0, end: text.length },
          { indent: '  ', unit: '\t', docstrings: 'move' },
        );
        for (const { whole, header, members } of reading.declarations(tree)) {
          assert.ok(
            whole.start <= header.start && header.end <= text.length && members.length >= 0,
          );
        }
        const plain = (code: string) => code.replaceAll(/[ \t]/g, '');
        assert.equal(plain(layout.reindented({ indent: '  ', unit: '\t' })), plain(text));
      }),
      { numRuns: 300 },
    );
  });
});
