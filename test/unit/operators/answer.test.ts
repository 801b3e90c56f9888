import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fenced } from '../../../src/core/languages/assertion-text.ts';
import { codeBlocks } from '../../../src/core/languages/kit/code-blocks.ts';
import { readCalls } from '../../../src/core/languages/kit/calls.ts';
import type { Callee } from '../../../src/core/languages/language.ts';
import { languageOf, languages } from '../../../src/core/languages/languages.ts';
import { sourceParser } from '../../support/parser.ts';

const parser = sourceParser();
after(() => parser.dispose());

const python = languageOf('python');
const typescript = languageOf('typescript');
const code = 'def f(x):\n    return x';

function texts(answer: string, facts = python): string[] {
  return codeBlocks(answer, facts).map((block) => block.text.trim());
}

describe('finding code in an answer', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['one fence', `\`\`\`python\n${code}\n\`\`\``, [code]],
    ['a fence in prose', `Sure!\n\n\`\`\`py\n${code}\n\`\`\`\nThis returns x.`, [code]],
    ['a fence without a tag', `\`\`\`\n${code}\n\`\`\``, [code]],
    ['tildes', `~~~python\n${code}\n~~~`, [code]],
    ['an unclosed fence', `\`\`\`python\n${code}`, [code]],
    ['no fence', code, [code]],
    ['prose before code without a fence', `Here you go:\n\n${code}`, [code]],
    [
      'two fences of the language',
      `\`\`\`python\na = 1\n\`\`\`\nand\n\`\`\`python\nb = 2\n\`\`\``,
      ['a = 1', 'b = 2'],
    ],
    [
      'a fence of another language beside',
      `\`\`\`bash\npip install\n\`\`\`\n\`\`\`python\n${code}\n\`\`\``,
      [code],
    ],
    ['only a fence of another tag', `\`\`\`text\n${code}\n\`\`\``, [code]],
    ['CRLF', `\`\`\`python\r\n${code.replaceAll('\n', '\r\n')}\r\n\`\`\``, [code]],
    [
      'a thought with code in it',
      `<think>\n\`\`\`python\nwrong()\n\`\`\`\n</think>\n\`\`\`python\n${code}\n\`\`\``,
      [code],
    ],
    ['a thought that only ends', `hm\n</think>\n\`\`\`python\n${code}\n\`\`\``, [code]],
    ['a thought with nothing after it', `<think>\n\`\`\`python\n${code}\n\`\`\`\n</think>`, [code]],
    ['a thought that never ends', `<think>Let me write\n\`\`\`python\n${code}\n\`\`\``, [code]],
    ['JSON', `{"explanation": "x", "code": ${JSON.stringify(code)}}`, [code]],
    ['JSON in prose', `Here: {"code": ${JSON.stringify(code)}} Done.`, [code]],
    [
      'JSON with a fence in it',
      `{"code": ${JSON.stringify(`\`\`\`python\n${code}\n\`\`\``)}}`,
      [code],
    ],
    ['a JSON fence', `\`\`\`json\n{"solution": ${JSON.stringify(code)}}\n\`\`\``, [code]],
    ['a quoted fence', `> \`\`\`python\n> x = 1\n> \`\`\``, ['x = 1']],
    ['an indented fence', `1. So:\n   \`\`\`python\n   x = 1\n   \`\`\``, ['x = 1']],
    ['nothing', '   ', []],
    [
      'the end of a thought as a part of the code',
      '```python\ntail = text.rpartition("</think>")\n```',
      ['tail = text.rpartition("</think>")'],
    ],
    [
      'a JSON object in the code',
      '```python\nbody = {"code": "E404"}\n```',
      ['body = {"code": "E404"}'],
    ],
    [
      'the content of a file in JSON',
      JSON.stringify({ why: 'x', files: [{ path: 'a.py', content: code }] }),
      [code],
    ],
    ['a closing fence behind the last line', `\`\`\`python\n${code}\`\`\``, [code]],
    ['an end token', `${code}<|im_end|>`, [code]],
    [
      'channels of thought',
      `<|channel|>analysis<|message|>\n\`\`\`python\nwrong()\n\`\`\`\n<|end|><|start|>assistant<|channel|>final<|message|>\`\`\`python\n${code}\n\`\`\`<|return|>`,
      [code],
    ],
    [
      'a thought between brackets',
      `[THINK]\n\`\`\`python\nwrong()\n\`\`\`\n[/THINK]\`\`\`python\n${code}\n\`\`\``,
      [code],
    ],
  ];
  for (const [name, answer, expected] of cases) {
    it(name, () => assert.deepEqual(texts(answer), expected));
  }

  it('does not take an object literal in code for JSON', () => {
    const source = 'const o = {"code": "x"};\nfunction f() { return o; }';
    assert.deepEqual(texts(`\`\`\`ts\n${source}\n\`\`\``, typescript), [source]);
  });

  it('reads back what it would fence', () => {
    const line = fc.stringMatching(/^[a-z`~ =()]{0,20}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const text = `x = 0\n${lines.join('\n')}\ny = 1`;
        assert.deepEqual(texts(`Well:\n${fenced(text, 'python')}\nDone.`), [text.trim()]);
      }),
    );
  });

  it('never stumbles over text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void codeBlocks(text, python)));
  });
});

describe('reading calls', () => {
  const f: Callee = {
    name: 'f',
    language: languages.python,
    member: false,
    generator: false,
    boolean: false,
  };
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['f(1)\nf(2)', ['f(1)', 'f(2)']],
    ['- f(1)\n2. f(2)\n* `f(3)`', ['f(1)', 'f(2)', 'f(3)']],
    ['>>> f(1)\n2', ['f(1)']],
    ['print(f(1))\nx = f(2)\nassert f(3) == 4', ['f(1)', 'f(2)', 'f(3)']],
    ['f(1)  # ordinary\n# f(9)', ['f(1)']],
    ['f(1);', ['f(1)']],
    ['f(1), f([2, 3])', ['f(1)', 'f([2, 3])']],
    ['[f(1), f(2)]', ['f(1)', 'f(2)']],
    ['f("a)b", \'(\')', ['f("a)b", \'(\')']],
    ['f(1)\nf(1)', ['f(1)']],
    ['g(1)\nff(1)\nx.f(1)\nf(1', []],
    ['list(f(1))', ['f(1)']],
    ['await f(1)', ['f(1)']],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), async () => {
      const answer = `\`\`\`python\n${text}\n\`\`\``;
      assert.deepEqual(await readCalls(answer, f, 50, parser), expected);
    });
  }

  it('keeps the wrapper around a generator', async () => {
    const generator = { ...f, generator: true };
    assert.deepEqual(await readCalls('```\nlist(f(1))\n```', generator, 50, parser), [
      'list(f(1))',
    ]);
  });

  it('reads calls of methods', async () => {
    const push: Callee = { ...f, name: 'push', member: true, language: languages.typescript };
    assert.deepEqual(await readCalls('```\nnew Stack([1]).push(2);\n```', push, 50, parser), [
      'new Stack([1]).push(2)',
    ]);
  });

  it('stops at the limit', async () => {
    assert.equal((await readCalls('```\nf(1)\nf(2)\nf(3)\n```', f, 2, parser)).length, 2);
  });
});
