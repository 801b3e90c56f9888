import assert from 'node:assert/strict';
import { implementationOf } from '../../../src/core/operators/implementation.ts';
import { readCode } from '../../../src/core/operators/read-code.ts';
import type { Contract } from '../../../src/core/contract.ts';
import { subjectOf, type Subject } from '../../../src/core/languages/subject.ts';
import { sourceParser } from '../../support/parser.ts';

const contract: Contract = {
  name: 'twice',
  parameters: [{ name: 'x', kind: 'positional' }],
  description: '',
  examples: [],
};
const python = subjectOf(contract, 'python');
const typescript: Subject = {
  ...subjectOf(contract, 'typescript'),
  header: 'function twice(x: number): number',
};
const member: Subject = { ...typescript, header: 'twice(x: number): number', member: true };

describe('reading an answer by its tree', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function read(text: string, subject: Subject) {
    const code = await readCode({ text, finish: 'stop' }, subject, parser);
    const scope = { callable: [], moduleNames: [], imports: [], declarations: [] };
    return code && implementationOf(code, subject, scope, parser);
  }

  const fence = (text: string, tag = 'python') => `\`\`\`${tag}\n${text}\n\`\`\``;

  const bodies: readonly (readonly [string, string, string])[] = [
    [
      'a local variable of its own name',
      'function twice(x) {\n  const twice = x + x;\n  return twice;\n}',
      'const twice = x + x;\n  return twice;',
    ],
    [
      'an inner variable of the name of a parameter',
      'function twice(n) {\n  const ns = [n].map((n) => n + n);\n  return ns[0] ?? { n }.n;\n}',
      'const ns = [x].map((n) => n + n);\n  return ns[0] ?? { n: x }.n;',
    ],
    [
      'slashes and quotes in a regular expression',
      'function twice(x) {\n  return x + "a".replace(/[/"`]+/g, "").length;\n}',
      'return x + "a".replace(/[/"`]+/g, "").length;',
    ],
    [
      'a division behind an increment',
      'function twice(n) {\n  let i = 0;\n  return i++ / n + n / 2;\n}',
      'let i = 0;\n  return i++ / x + x / 2;',
    ],
    [
      'what stands behind the brace',
      'function twice(x) { // Adds.\n    const y = x;\n    return x + y;\n}',
      '// Adds.\n  const y = x;\n  return x + y;',
    ],
  ];
  const pythonBodies: readonly (readonly [string, string, string])[] = [
    [
      'a remark below one on the line of the header',
      'def twice(x):  # Adds.\n    # It may be text.\n    return x + x',
      '# It may be text.\n    return x + x',
    ],
  ];
  for (const [name, answer, body] of pythonBodies) {
    it(`takes ${name}`, async () => {
      const found = await read(fence(answer), python);
      assert.ok(found);
      assert.equal(found.code, `def twice(x):\n    ${body}`);
    });
  }
  for (const [name, answer, body] of bodies) {
    it(`reads ${name}`, async () => {
      const found = await read(fence(answer, 'ts'), typescript);
      assert.equal(found?.code, `function twice(x: number): number {\n  ${body}\n}`);
    });
  }

  it('takes remarks above the docstring', async () => {
    const answer = 'def twice(x):  # Adds.\n    # It may be text.\n    "Twice."\n    return x + x';
    const found = await read(fence(answer), { ...python, doc: '"Twice."' });
    const expected = 'def twice(x):\n    # It may be text.\n    "Twice."\n    return x + x';
    assert.equal(found?.code, expected);
  });

  it('keeps blank lines before the first statement, and where an expression begins', async () => {
    const found = await read(fence('def twice(x):\n    "Doubles."\n\n    return x + x'), python);
    assert.equal(found?.code, 'def twice(x):\n\n    return x + x');
    const arrow = { ...typescript, header: 'const twice = (x: number): number =>', tail: ';' };
    const below = await read(fence('const twice = (x) =>\n\t\tx +\n\t\tx;', 'ts'), arrow);
    assert.match(below?.code ?? '', /^const twice = \(x: number\): number =>\n\s+x \+\n\s+x;$/);
  });

  for (const remark of [
    'remaining lines are thrown into the body.',
    'The original code checked the type.',
    'Other parts of the input follow later on.',
  ]) {
    it(`takes no part for left out where a remark says "${remark}"`, async () => {
      const found = await read(fence(`def twice(x):\n    # ${remark}\n    return 2 * x`), python);
      assert.ok(found?.code.endsWith(`# ${remark}\n    return 2 * x`));
    });
  }

  for (const remark of [
    'rest of the function',
    '... rest of your code that counts words',
    'existing code remains the same',
    'remaining implementation here',
    'other methods unchanged',
  ]) {
    it(`takes a part for left out where a remark says "${remark}"`, async () => {
      const answer = fence(`def twice(x):\n    y = x\n    # ${remark}\n    return 2 * y`);
      assert.equal(await read(answer, python), undefined);
    });
  }

  it('takes dots between the lines of a remark for a part of it', async () => {
    const code = 'def twice(x):\n    # 1 Jan\n    # ...\n    # 31 Dec\n    return 2 * x';
    assert.ok(
      (await read(fence(code), python))?.code.endsWith('    # ...\n    # 31 Dec\n    return 2 * x'),
    );
  });

  it('tells a remark from a mark in a format', async () => {
    const found = await read(fence('def twice(n):\n    return f"{n:#x}{n!r}"  # n'), python);
    assert.ok(found?.code.endsWith('return f"{x:#x}{x!r}"  # n'));
  });

  const members: readonly (readonly [string, string])[] = [
    [
      'after an import',
      "import { half } from './half';\n\ntwice(x: number) {\n  return half(x);\n}",
    ],
    ['before a helper', 'twice(x) {\n  return half(x);\n}\n\nfunction half(n) {\n  return n;\n}'],
    ['as a pair', 'twice: (x) => {\n  return half(x);\n},'],
    ['as a field', 'twice = (x) => {\n  return half(x);\n};'],
    ['in its object', 'const api = {\n  twice(x) {\n    return half(x);\n  },\n};'],
    ['in an assignment', 'Pair.prototype.twice = function (x) {\n  return half(x);\n};'],
  ];
  for (const [name, answer] of members) {
    it(`reads a member ${name}`, async () => {
      const found = await read(fence(answer, 'ts'), member);
      assert.equal(found?.code, 'twice(x: number): number {\n  return half(x);\n}');
      assert.equal(found.imports.length, answer.startsWith('import') ? 1 : 0);
      assert.equal(found.beside?.length, answer.includes('function half') ? 1 : undefined);
    });
  }

  const damaged: readonly (readonly [string, string])[] = [
    ['spaces that do not break', 'def twice(x):\n\u00A0\u00A0\u00A0\u00A0return 2\u00A0* x'],
    ['characters that are not seen', '\u200Bdef twice(x):\n    return 2 * x\u200B'],
    ['entities', 'def twice(x):\n    return 2 * x if x &lt; 9 else x'],
    [
      'a character that is not seen before a statement',
      'def twice(x):\n    y = x\n\u200B    if y:\n        y = x\n    return 2 * x',
    ],
    ['a session with prompts', '>>> def twice(x):\n...     return 2 * x\n...\n>>> twice(1)\n2'],
    [
      'a change without a count of lines',
      '@@\n-def twice(x): ...\n+def twice(x):\n+    return 2 * x',
    ],
    ['line numbers', '1 | def twice(x):\n2 |     return 2 * x'],
    ['a long dash', 'def twice(x):\n    return 4 * x \u2013 2 * x'],
  ];
  for (const [name, answer] of damaged) {
    it(`mends ${name}`, async () => {
      const found = await read(fence(answer), python);
      assert.match(found?.code ?? '', /^ {4}return [24] \* x(?:$| if x < 9 else x$| - 2 \* x$)/m);
    });
  }

  it('leaves such characters in strings where the rest reads without them', async () => {
    const found = await read(fence('def twice(x):\n\u00A0\u00A0return "\u00A0“x”"'), python);
    assert.ok(found?.code.endsWith('return "\u00A0“x”"'));
    const sound = await read(fence('def twice(x):\n    return "\u00A0\u200B’"'), python);
    assert.ok(sound?.code.endsWith('return "\u00A0\u200B’"'));
  });

  it('reads a change without a fence', async () => {
    const answer = 'The change:\n\n@@\n-def twice(x): ...\n+def twice(x):\n+    return 2 * x\n';
    assert.ok((await read(answer, python))?.code.endsWith('    return 2 * x'));
  });

  it('tells a getter from the setter of its name', async () => {
    const getter: Subject = {
      ...member,
      header: 'get twice()',
      contract: { ...contract, parameters: [] },
    };
    const answer =
      'class A {\n  get twice() {\n    return 2;\n  }\n  set twice(x) {\n    a = x;\n  }\n}';
    assert.ok((await read(fence(answer, 'ts'), getter))?.code.includes('return 2;'));
    const setter: Subject = { ...member, header: 'set twice(x)' };
    assert.ok((await read(fence(answer, 'ts'), setter))?.code.includes('a = x;'));
  });

  it('finds a function in the function that it stands in', async () => {
    const inside: Subject = { ...python, within: 'A.outer' };
    const answer = 'def outer(a):\n    def twice(x):\n        return a * x\n    return twice';
    assert.ok((await read(fence(answer), inside))?.code.endsWith('    return a * x'));
    assert.equal(await read(fence(answer), python), undefined);
  });

  it('reads lines in a string that look like fences', async () => {
    const code = 'def twice(x):\n    return """\n```\nx\n```\n"""';
    const found = await read(`Here:\n\n${fence(code)}\n\nIt works.`, python);
    assert.ok(found?.code.endsWith(code.slice(code.indexOf('return'))));
  });

  it('takes the last of several blocks with the function, with what others have beside it', async () => {
    const answer = [
      'def _double(x):\n    return 2 * x',
      'def twice(x):\n    return (x',
      'def twice(x):\n    return x + x',
      'def twice(x):\n    return _double(x)',
      'twice(3)',
    ]
      .map((code) => fence(code))
      .join('\nThen:\n');
    const found = await read(answer, python);
    assert.ok(found?.code.endsWith('return _double(x)'));
    assert.deepEqual(found?.beside, ['def _double(x):\n    return 2 * x']);
  });
});
