import assert from 'node:assert/strict';
import type { Layout } from '../../../../src/core/languages/kit/reading/layout.ts';
import type { LanguageId } from '../../../../src/core/text.ts';
import { treeReader } from './kit.ts';

const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

describe('layout of code', () => {
  const read = treeReader();
  const layoutOf = async (language: LanguageId, text: string): Promise<Layout> => {
    const { tree, reading } = await read(language, text);
    return reading.layout(tree);
  };

  describe('what a line begins with', () => {
    const cases: readonly [LanguageId, string, readonly [string, string][]][] = [
      [
        'python',
        'statements, clauses, comments, continuations, strings and docstrings',
        [
          ['@dec(', 'statement'],
          ['    a)', 'continuation'],
          ['# why', 'comment'],
          ['def f(a,', 'statement'],
          ['      b):', 'continuation'],
          ['    """Doc.', 'statement'],
          ['', 'docstring'],
          ['    more', 'docstring'],
          ['    """', 'docstring'],
          ['    # note', 'comment'],
          ['    if a:', 'statement'],
          ['        x = 1 + \\', 'statement'],
          ['            2', 'continuation'],
          ['    else:', 'statement'],
          ['        g(', 'statement'],
          ['            # inner', 'continuation'],
          ["            '''s", 'continuation'],
          ["  t''')", 'string'],
          ['', 'blank'],
          ['    return f"""{', 'statement'],
          ['a}"""', 'string'],
        ],
      ],
      [
        'python',
        'a string that is no documentation',
        [
          ['x = 1', 'statement'],
          ['"""no', 'statement'],
          ['doc"""', 'string'],
          ['def f():', 'statement'],
          ['  b"""no', 'statement'],
          ['  doc"""', 'string'],
        ],
      ],
      [
        'typescriptreact',
        'blocks, chains, templates, comments and tags',
        [
          ['/** Doc', 'comment'],
          [' * more */', 'continuation'],
          ['function f(', 'statement'],
          ['  a: string,', 'continuation'],
          [') {', 'continuation'],
          ['  switch (a) {', 'statement'],
          ['    case "b":', 'statement'],
          ['      g();', 'statement'],
          ['  }', 'continuation'],
          ['  if (a)', 'statement'],
          ['    h();', 'statement'],
          ['  else', 'statement'],
          ['    i();', 'statement'],
          ['  const t = `x ${', 'statement'],
          ['    a', 'string'],
          ['  } y', 'string'],
          ['  z`;', 'string'],
          ['  return list', 'statement'],
          ['    .map((x) => {', 'continuation'],
          ['      return (', 'statement'],
          ['        <p', 'continuation'],
          ['          id="1"', 'continuation'],
          ['        >', 'continuation'],
          ["          it's {x}", 'markup'],
          ['        </p>', 'continuation'],
          ['      );', 'continuation'],
          ['    });', 'continuation'],
          ['}', 'continuation'],
        ],
      ],
    ];
    for (const [language, what, expected] of cases) {
      it(`${language}: ${what}`, async () => {
        const layout = await layoutOf(language, expected.map(([text]) => text).join('\n'));
        assert.deepEqual(
          layout.lines.map(({ kind }, at) => [expected[at]?.[0], kind]),
          expected,
        );
      });
    }
  });

  describe('the unit', () => {
    const cases: readonly [string, LanguageId, string, string | undefined][] = [
      ['a continued signature', 'python', lines('def f(a,', '        b):', '    return a'), '    '],
      ['a docstring', 'python', lines('"""x', '  y"""', 'def f():', '    pass'), '    '],
      ['tabs', 'python', lines('class A:', '\tdef f(self):', '\t\tpass'), '\t'],
      ['most blocks', 'python', lines('if a:', '  b', 'if c:', '    d', 'if e:', '    f'), '    '],
      ['a bare method at its indentation', 'python', '    def f(self):\n      return 1\n', '  '],
      ['comments', 'python', lines('if a:', '        # far', '    b'), '    '],
      [
        'a continued signature',
        'typescript',
        lines('function f(', '        a: A,', ') {', '    return a;', '}'),
        '    ',
      ],
      [
        'a callback in a continued call',
        'javascript',
        lines('f(a,', '    b, () => {', '      c();', '    });'),
        '  ',
      ],
      ['nothing but brackets', 'javascript', lines('export default {', '   a: 1,', '};'), '   '],
      ['chains and nothing else', 'javascript', lines('a', '     .b();'), undefined],
      ['one line', 'python', 'x = 1\n', undefined],
    ];
    for (const [what, language, text, unit] of cases) {
      it(`${language}: with ${what}`, async () => {
        assert.equal((await layoutOf(language, text)).unit, unit);
      });
    }
  });

  it('keeps strings, shifts continuations and takes the docstring along where it is told to', async () => {
    const text = lines(
      'class C:',
      '    def f(self):',
      '        """Doc.',
      '',
      '          more',
      '        """',
      '        x = g("""a',
      '        b""",',
      '              1)',
      '        return x + \\',
      '  2',
    );
    const { tree, reading } = await read('python', text);
    const [method] = tree.descendants('function_definition');
    assert.ok(method);
    const layout = reading.layout(tree);
    assert.equal(
      layout.moved(method.range, { indent: '', docstrings: 'move' }),
      lines(
        'def f(self):',
        '    """Doc.',
        '',
        '      more',
        '    """',
        '    x = g("""a',
        '        b""",',
        '          1)',
        '    return x + \\',
        '2',
      ).trimEnd(),
    );
    assert.equal(
      layout.moved(method.range, { indent: '\t', unit: '\t' }),
      lines(
        'def f(self):',
        '\t\t"""Doc.',
        '',
        '          more',
        '        """',
        '\t\tx = g("""a',
        '        b""",',
        '\t\t      1)',
        '\t\treturn x + \\',
        '2',
      )
        .trimEnd()
        .replace('\n2', '\n2'),
    );
  });

  it('gives levels another width, and leaves alignment as it is', async () => {
    const python = await layoutOf(
      'python',
      lines(
        'def f(a,',
        '      b):',
        '  # c',
        '  if a:',
        '    return g(',
        '      a,',
        '    )',
        '  elif b: pass',
        '    # d',
        '  return b',
      ),
    );
    assert.equal(
      python.reindented({ indent: '', unit: '    ' }),
      lines(
        'def f(a,',
        '      b):',
        '    # c',
        '    if a:',
        '        return g(',
        '            a,',
        '        )',
        '    elif b: pass',
        '        # d',
        '    return b',
      ),
    );
    const script = await layoutOf(
      'javascript',
      lines(
        'function f() {',
        '  // c',
        '  g(a,',
        '    () => {',
        '      h({',
        '        i: 1,',
        '      });',
        '    });',
        '  total(a,',
        '        b);',
        '  const list = c',
        '    .map((d) => `${d',
        '      .e()}`)',
        '    // why',
        '    .f();',
        '  if (a)',
        '    b();',
        '  else {',
        '    c();',
        '  }',
        '}',
      ),
    );
    assert.equal(
      script.reindented({ indent: '', unit: '\t' }),
      lines(
        'function f() {',
        '\t// c',
        '\tg(a,',
        '\t\t() => {',
        '\t\t\th({',
        '\t\t\t\ti: 1,',
        '\t\t\t});',
        '\t\t});',
        '\ttotal(a,',
        '\t      b);',
        '\tconst list = c',
        '\t\t.map((d) => `${d',
        '      .e()}`)',
        '\t\t// why',
        '\t\t.f();',
        '\tif (a)',
        '\t\tb();',
        '\telse {',
        '\t\tc();',
        '\t}',
        '}',
      ),
    );
  });

  it('goes by the first statement where a remark above it is further in or out', async () => {
    for (const white of ['', '      ']) {
      const text = `def f():\n${white}# why\n  if a:\n    b()\n`;
      const layout = await layoutOf('python', text);
      assert.equal(
        layout.moved({ start: text.indexOf('#'), end: text.length }, { indent: '' }),
        '# why\nif a:\n  b()\n',
      );
    }
  });

  it('leaves a docstring that could come to say something else', async () => {
    const doc = async (inside: string) => {
      const layout = await layoutOf('python', `if a:\n    def f():\n        """x\n${inside}"""\n`);
      return layout.reindented({ indent: '    ', docstrings: 'move' });
    };
    const around = (inside: string) =>
      `    if a:\n        def f():\n            """x\n${inside}"""\n`;
    assert.equal(await doc('        y\n        '), around('            y\n            '));
    assert.equal(await doc('  y\n        '), around('  y\n        '));
    assert.equal(
      await doc('        y \\\n        z\n        '),
      around('        y \\\n        z\n        '),
    );
    assert.equal(await doc('        y\\n z\n        '), around('        y\\n z\n        '));
  });

  it('takes off what all lines share, and keeps line ends, form feeds, blank lines and the mark at the start', async () => {
    const layout = await layoutOf(
      'python',
      '\uFEFF  x = 1\r\n   \r\n\f  if x:\r\n\r\n    y = """\r\n a"""\r\n',
    );
    assert.equal(layout.dedented(), '\uFEFFx = 1\r\n   \r\n\fif x:\r\n\r\n  y = """\r\n a"""\r\n');
    assert.equal(
      layout.indented('\t'),
      '\uFEFF\t  x = 1\r\n   \r\n\f\t  if x:\r\n\r\n\t    y = """\r\n a"""\r\n',
    );
  });

  it('leaves the line that says what runs the file', async () => {
    const layout = await layoutOf('javascript', '#!/usr/bin/env node\na;\n');
    assert.equal(layout.indented('  '), '#!/usr/bin/env node\n  a;\n');
  });

  it('moves the lines of a comment, and text between tags', async () => {
    const layout = await layoutOf(
      'typescriptreact',
      lines('  /**', '   * Doc', '   */', '  const e = <p>', "    it's", '    <b/>', '  </p>;'),
    );
    assert.equal(
      layout.dedented(),
      lines('/**', ' * Doc', ' */', 'const e = <p>', "  it's", '  <b/>', '</p>;'),
    );
  });

  it('reads what it can of broken text', async () => {
    for (const language of ['python', 'typescriptreact'] as const) {
      for (const text of [
        '  def f(:\n    x = [\n  1',
        '  f(`a\n b',
        ')\n  }\n]]',
        '<p>\n {\n',
        'class {\n  x(\n """\n',
      ]) {
        const layout = await layoutOf(language, text);
        assert.equal(layout.lines.length, text.split('\n').length);
        assert.equal(
          typeof layout.reindented({ indent: '    ', unit: '\t', docstrings: 'move' }),
          'string',
        );
      }
    }
  });

  it('knows the indentation at a place, and whether code begins there', async () => {
    const layout = await layoutOf('python', 'if a:\n    b = """\n  c"""\n');
    assert.equal(layout.indentAt(10), '    ');
    assert.equal(layout.beginsLine(10), true);
    assert.equal(layout.beginsLine(12), false);
    assert.equal(layout.beginsLine(20), false);
  });
});
