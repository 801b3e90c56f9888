import assert from 'node:assert/strict';
import fc from 'fast-check';
import { implementationOf, type Scope } from '../../../src/core/operators/implementation.ts';
import { readCode } from '../../../src/core/operators/read-code.ts';
import type { Contract } from '../../../src/core/contract.ts';
import { subjectOf, type Subject } from '../../../src/core/languages/subject.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

const contract: Contract = {
  name: 'twice',
  parameters: [{ name: 'x', kind: 'positional', type: 'int' }],
  returns: 'int',
  description: 'Doubles x.',
  examples: [],
};
const typed: Contract = {
  ...contract,
  parameters: [{ name: 'x', kind: 'positional', type: 'number' }],
  returns: 'number',
};

const python = subjectOf(contract, 'python');
const typescript = subjectOf(typed, 'typescript');
const method: Subject = {
  ...python,
  header: 'def twice(self, x: int) -> int:',
  member: true,
  contract: {
    ...contract,
    parameters: [{ name: 'self', kind: 'positional' }, ...contract.parameters],
  },
};
const scriptMethod: Subject = { ...typescript, header: 'twice(x: number): number', member: true };
const arrow: Subject = { ...typescript, header: 'const twice = (x: number): number =>', tail: ';' };

const open: Scope = { callable: [], moduleNames: [], imports: [], declarations: [] };

describe('reading an implementation', function () {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function read(
    text: string,
    subject: Subject,
    scope: Scope = open,
    finish: 'stop' | 'length' = 'stop',
  ) {
    const code = await readCode({ text, finish }, subject, parser);
    return code && implementationOf(code, subject, scope, parser);
  }

  const doc = '    """Doubles x."""\n';
  const usual = `def twice(x: int) -> int:\n${doc}    return 2 * x`;
  const fence = (text: string, tag = 'python') => `\`\`\`${tag}\n${text}\n\`\`\``;

  const pythonAnswers: readonly (readonly [string, string])[] = [
    ['as asked', fence(`def twice(x: int) -> int:\n    """Doubles x."""\n    return 2 * x`)],
    ['without docstring and types', fence('def twice(x):\n    return 2 * x')],
    [
      'with another docstring',
      fence('def twice(x):\n    """\n    Something else.\n    """\n    return 2 * x'),
    ],
    ['on one line', fence('def twice(x): return 2 * x')],
    [
      'without fence, in prose',
      'Here is the function:\n\ndef twice(x):\n    return 2 * x\n\nIt doubles x.',
    ],
    [
      'after a thought',
      `<think>def twice(x): return 3</think>${fence('def twice(x):\n    return 2 * x')}`,
    ],
    ['in JSON', JSON.stringify({ code: 'def twice(x):\n    return 2 * x' })],
    ['by another name', fence('def double(x):\n    return 2 * x')],
    ['with another parameter name', fence('def twice(value):\n    return 2 * value')],
    ['only the body', fence('return 2 * x')],
    ['only the body, indented', fence('    return 2 * x')],
    ['repeated', fence('def twice(x):\n    return 2 * x\n\ndef twice(x):\n    return 2 * x')],
    [
      'improved in a second block',
      `${fence('def twice(x):\n    return x')}\nBetter:\n${fence('def twice(x):\n    return 2 * x')}`,
    ],
    [
      'with examples of use',
      fence(
        'def twice(x):\n    return 2 * x\n\nprint(twice(3))\n\nif __name__ == "__main__":\n    twice(1)',
      ),
    ],
    ['in a class', fence('class Solution:\n    def twice(self, x):\n        return 2 * x')],
    ['indented by two', fence('def twice(x):\n  return 2 * x')],
    ['by tabs', fence('def twice(x):\n\treturn 2 * x')],
    [
      'as a diff',
      fence('@@ -1,2 +1,2 @@\n def twice(x):\n-    return x\n+    return 2 * x', 'diff'),
    ],
    [
      'as a diff without headers',
      fence(' def twice(x):\n-    return x\n+    return 2 * x', 'diff'),
    ],
    [
      'as a patch',
      '*** Begin Patch\n*** Update File: a.py\n@@ def twice(x):\n-    return x\n+    return 2 * x\n*** End Patch',
    ],
    [
      'repeating its own stub after it',
      fence('def twice(x):\n    return 2 * x\n\ndef twice(x):\n    raise NotImplementedError'),
    ],
    ['cut off after it', '```python\ndef twice(x):\n    return 2 * x\n\ndef other(y):\n    if y'],
  ];
  for (const [name, answer] of pythonAnswers) {
    it(`Python: ${name}`, async () => {
      const finish = name.startsWith('cut') ? 'length' : 'stop';
      assert.equal((await read(answer, python, open, finish))?.code, usual);
    });
  }

  const unusable: readonly (readonly [string, string])[] = [
    ['an apology', 'I am sorry, I cannot do that.'],
    ['a stub', fence('def twice(x):\n    raise NotImplementedError')],
    ['an elision', fence('def twice(x):\n    # ... existing code unchanged ...\n    return 2 * x')],
    ['nothing', ''],
    ['other code', fence('class A:\n    pass')],
    ['something cut off inside it', '```python\ndef twice(x):\n    return (2 *'],
  ];
  for (const [name, answer] of unusable) {
    it(`finds nothing in ${name}`, async () => {
      const finish = name.includes('cut off') ? 'length' : 'stop';
      assert.equal(await read(answer, python, open, finish), undefined);
    });
  }

  const scriptUsual = 'function twice(x: number): number {\n  return 2 * x;\n}';
  const scriptAnswers: readonly (readonly [string, string])[] = [
    ['as asked', scriptUsual],
    ['exported', `export ${scriptUsual}`],
    ['exported by default', `export default ${scriptUsual}`],
    ['as an arrow function', 'export const twice = (x: number): number => {\n  return 2 * x;\n};'],
    ['as an expression', 'const twice = (x: number) => 2 * x;'],
    ['as a function expression', 'const twice = function (x) { return 2 * x; };'],
    ['with a doc comment', `/** Other. */\n${scriptUsual}`],
    ['without types', 'function twice(x) {\n    return 2 * x;\n}'],
    ['only the body', 'return 2 * x;'],
    ['by another name', 'function double(x: number) { return 2 * x; }'],
    ['with another parameter name', 'function twice(n: number) { return 2 * n; }'],
    ['with a use of it', `${scriptUsual}\nconsole.log(twice(2));\nmodule.exports = { twice };`],
  ];
  for (const [name, code] of scriptAnswers) {
    it(`TypeScript: ${name}`, async () => {
      assert.equal((await read(fence(code, 'ts'), typescript))?.code, scriptUsual);
    });
  }

  it('writes a function as the file has it', async () => {
    const expected = 'const twice = (x: number): number => {\n  return 2 * x;\n};';
    assert.equal((await read(fence(scriptUsual, 'ts'), arrow))?.code, expected);
    const expression = 'const twice = (x: number): number => 2 * x;';
    assert.equal((await read(fence('const twice = x => 2 * x', 'ts'), arrow))?.code, expression);
  });

  it('reads methods bare and in their class', async () => {
    const expected = `def twice(self, x: int) -> int:\n${doc}    return 2 * x`;
    for (const code of [
      'def twice(self, x):\n    return 2 * x',
      'class A:\n    def twice(self, x):\n        return 2 * x',
      'def twice(x):\n    return 2 * x',
    ]) {
      assert.equal((await read(fence(code), method))?.code, expected);
    }
    const script = 'twice(x: number): number {\n  return 2 * x;\n}';
    for (const code of [script, `class A {\n  ${script.replaceAll('\n', '\n  ')}\n}`]) {
      assert.equal((await read(fence(code, 'ts'), scriptMethod))?.code, script);
    }
  });

  it('takes along a private method that the method calls', async () => {
    const code =
      'class A:\n    def twice(self, x):\n        return self._half(x) * 4\n\n    def _half(self, x):\n        return x / 2\n\n    def other(self):\n        pass';
    const found = await read(fence(code), method);
    assert.ok(found);
    assert.ok(found.code.endsWith('def _half(self, x):\n    return x / 2'));
    assert.ok(!found.code.includes('other'));
  });

  it('keeps what the function needs beside it, and nothing else', async () => {
    const code =
      'import math\nimport os\nfrom typing import List\n\nFACTOR = 2\nUNUSED = 3\n\nclass Pair:\n    pass\n\ndef _scale(x):\n    return math.floor(x) * FACTOR\n\ndef twice(x):\n    return _scale(x)';
    const found = await read(fence(code), python);
    assert.deepEqual(found?.beside, [
      'FACTOR = 2',
      'def _scale(x):\n    return math.floor(x) * FACTOR',
    ]);
    assert.deepEqual(found.imports, ['import math']);
  });

  it('drops what the file has already, and renames what means something else there', async () => {
    const scope: Scope = {
      callable: ['solved'],
      moduleNames: ['LIMIT', 'scale'],
      imports: ['import math'],
      declarations: ['LIMIT = 10', 'def scale(y):\n    return y'],
    };
    const code =
      'import math\nLIMIT = 11\n\ndef solved(x):\n    return 0\n\ndef scale(x):\n    return math.floor(x) + LIMIT + solved(x)\n\ndef twice(x):\n    return scale(x)';
    const found = await read(fence(code), python, scope);
    assert.deepEqual(found?.imports, []);
    assert.deepEqual(found.beside, [
      'def scale_2(x):\n    return math.floor(x) + LIMIT + solved(x)',
    ]);
    assert.equal(found.code, `def twice(x: int) -> int:\n${doc}    return scale_2(x)`);
  });

  it('gives a helper another name that would hide a built-in from the file', async () => {
    const code =
      'def max(a, b):\n    return a if a >= b else b\n\ndef twice(x):\n    return max(x, 0) * 2';
    const found = await read(fence(code), python);
    assert.deepEqual(found?.beside, ['def max_2(a, b):\n    return a if a >= b else b']);
    assert.equal(found.code, `def twice(x: int) -> int:\n${doc}    return max_2(x, 0) * 2`);
    const script = await read(
      fence('const Map = (x) => x * 2;\nfunction twice(x) {\n  return Map(x);\n}', 'ts'),
      typescript,
    );
    assert.deepEqual(script?.beside, ['const Map_2 = (x) => x * 2;']);
  });

  it('imports under another name what the file or a built-in has the name of', async () => {
    const scope: Scope = {
      ...open,
      moduleNames: ['time', 'sep', 'half', 'Path'],
      imports: ['from os import sep'],
      declarations: ['def time(): ...', 'if TYPE_CHECKING:\n    from pathlib import Path'],
    };
    const code =
      'from time import time\nfrom os import sep\nfrom pathlib import Path\nfrom codecs import open\nfrom your_module import half\n\n' +
      'def twice(x):\n    return open(sep) + time() + half(Path(x))';
    const found = await read(fence(code), python, scope);
    assert.deepEqual(found?.imports, [
      'from time import time as time_2',
      'from pathlib import Path',
      'from codecs import open as open_2',
    ]);
    assert.ok(found.code.endsWith('    return open_2(sep) + time_2() + half(Path(x))'));
    const names = ['join', 'sep', 'half'];
    const script = await read(
      fence(
        "import { join, sep } from 'path';\nimport { half } from './half.js';\nconst Map = require('maps');\nfunction twice(x) {\n  return join(half(x), sep, Map);\n}",
        'ts',
      ),
      typescript,
      { ...open, moduleNames: names, imports: ["import { sep } from 'node:path';"] },
    );
    assert.deepEqual(script?.imports, [
      "import { join as join_2, sep } from 'path';",
      "const Map_2 = require('maps');",
    ]);
    assert.ok(script.code.includes('return join_2(half(x), sep, Map_2);'));
  });

  it('keeps the model’s parameters where ours would change the meaning', async () => {
    const found = await read(fence('def twice(n):\n    x = 2\n    return n * x'), python);
    assert.equal(found?.code, `def twice(n) -> int:\n${doc}    x = 2\n    return n * x`);
    const script = await read(
      fence('const twice = async (n, f = (a) => a) => { const x = 2; return n * x; }', 'ts'),
      arrow,
    );
    assert.ok(script?.code.startsWith('const twice = (n, f = (a) => a): number => {'));
  });

  for (const unit of ['  ', '    ', '\t']) {
    it(`has levels of one width where the answer had ${JSON.stringify(unit)}`, async () => {
      const answer = (level: string, header: string) =>
        [
          `${header} {`,
          `${level}if (x) {`,
          `${level}${level}if (x > 1) {`,
          `${level}${level}${level}return \`a\n        b\`.length;`,
          `${level}${level}}`,
          `${level}}`,
          `${level}return x;`,
          '}',
        ].join('\n');
      const found = await read(fence(answer(unit, 'function twice(x)'), 'ts'), typescript);
      assert.equal(found?.code, answer('  ', 'function twice(x: number): number'));
    });
  }

  it('leaves the content of strings alone', async () => {
    const found = await read(
      fence('class A:\n    def twice(self, x):\n        s = """a\n        b"""\n        return s'),
      method,
    );
    assert.ok(found?.code.includes('    s = """a\n        b"""\n    return s'));
  });

  for (const language of [
    'javascript',
    'javascriptreact',
    'typescriptreact',
  ] satisfies LanguageId[]) {
    it(`reads ${language}`, async () => {
      const subject = subjectOf(typed, language);
      const found = await read(fence('function twice(x) { return 2 * x; }', 'jsx'), subject);
      assert.ok(found?.code.endsWith('{\n  return 2 * x;\n}'));
    });
  }

  it('closes a component whose text hides its brackets', async () => {
    const subject = subjectOf({ ...typed, parameters: [], returns: 'unknown' }, 'typescriptreact');
    const code = "function twice() {\n  return <p>Don't ({1})</p>;\n}";
    const found = await read(fence(code, 'tsx'), subject);
    assert.ok(found?.code.endsWith("{\n  return <p>Don't ({1})</p>;\n}"));
  });

  it('finds the same function in whatever stands around it', async () => {
    const code = 'def twice(x):\n    return 2 * x';
    const prose = fc.constantFrom(
      '',
      'Sure!',
      'Here is `twice`:',
      '1. First, I double x.\n2. Done.',
    );
    const thought = fc.constantFrom(
      '',
      '<think>def twice(x): return 3</think>',
      '<think>\n```python\ndef twice(x):\n    return 3\n```\n</think>\n',
    );
    const shape = fc.constantFrom(
      (text: string) => `\`\`\`python\n${text}\n\`\`\``,
      (text: string) => `\`\`\`\n${text}\n\`\`\``,
      (text: string) => `~~~py\n${text}\n~~~`,
      (text: string) => `\`\`\`python\n${text}`,
      (text: string) => JSON.stringify({ reasoning: 'x', code: text }),
    );
    const extra = fc.constantFrom(
      '',
      '\n\nprint(twice(2))',
      '\n\nassert twice(2) == 4',
      '\n\nclass Unused:\n    pass',
      '\n\ndef unused():\n    return 1',
    );
    await fc.assert(
      fc.asyncProperty(thought, prose, shape, extra, async (before, words, wrap, after) => {
        const found = await read(`${before}${words}\n\n${wrap(code + after)}`, python);
        assert.equal(found?.code, usual);
        assert.equal(found.beside, undefined);
      }),
      { numRuns: 60 },
    );
  });

  it('never stumbles over text', async () => {
    const words =
      'def twice(x):|def twice(|class A:|return|```|```python|"""|\'|    |{|}|)|x|@|=>|import a';
    const piece = fc.constantFrom(
      '\n',
      'function twice(x) {',
      '<think>',
      '</think>',
      ...words.split('|'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (parts) => {
        await read(parts.join(''), python);
        await read(parts.join(''), typescript);
      }),
      { numRuns: 150 },
    );
  });
});
