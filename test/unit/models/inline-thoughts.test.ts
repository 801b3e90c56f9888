import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MarkedThoughts, splitThoughts } from '../../../src/node/models/inline-thoughts.ts';

const known = { isUnmarked: false, isCut: false };
const code = '```python\nx = 1\n```';

describe('thoughts within the text', () => {
  const split: readonly (readonly [string, string, string, string])[] = [
    ['no thoughts', code, code, ''],
    ['both marks', `<think>\nhm\n</think>\n\n${code}`, code, 'hm'],
    ['marks on one line', `<think>hm</think>${code}`, code, 'hm'],
    ['nothing thought', `<think>\n\n</think>\n\n${code}`, code, ''],
    ['the closing mark alone', `hm\n</think>\n\n${code}`, code, 'hm'],
    ['the closing mark at the end of a line', `hm.</think>\n${code}`, code, 'hm.'],
    [
      'a mark that is thought about',
      `<think>\`</think>\` ends it\n</think>\n${code}`,
      code,
      '`</think>` ends it',
    ],
    [
      'a draft among the thoughts',
      `a draft:\n${code}\nno\n</think>\n${code}`,
      code,
      `a draft:\n${code}\nno`,
    ],
    [
      'a mark in the code',
      '```python\ns = """\n</think>\n"""\n```',
      '```python\ns = """\n</think>\n"""\n```',
      '',
    ],
    [
      'a mark in a line of bare code',
      'def f(s):\n    return s.split("</think>")',
      'def f(s):\n    return s.split("</think>")',
      '',
    ],
    [
      'a mark in both',
      `<think>\nhm\n</think>\n\`\`\`\ns = "</think>"\n\`\`\``,
      '```\ns = "</think>"\n```',
      'hm',
    ],
    [
      'an answer among the thoughts',
      `<think>\n${code}\n</think>\n`,
      `<think>\n${code}\n</think>\n`,
      '',
    ],
    ['thoughts alone', '<think>\nhm\n</think>\n', '', 'hm'],
    ['thoughts without an end', '<think>\nhm', '', 'hm'],
    ['Seed', `<seed:think>hm</seed:think>\n${code}`, code, 'hm'],
    ['Magistral', `[THINK]hm[/THINK]\n${code}`, code, 'hm'],
    [
      'gpt-oss',
      `<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>${code}`,
      code,
      'hm<|end|><|start|>assistant',
    ],
  ];
  for (const [what, content, text, reasoning] of split) {
    it(`are told apart: ${what}`, () => {
      const found = splitThoughts(content, known);
      assert.deepEqual([found.text, found.reasoning], [text, reasoning]);
    });
  }

  it('are all that there is where a model known to mark only their end was cut off', () => {
    const cut = { isUnmarked: true, isCut: true };
    assert.equal(splitThoughts(`hm\n${code}`, cut).text, '');
    assert.equal(splitThoughts(`hm\n</think>\n${code}`, cut).text, code);
    assert.equal(splitThoughts(`hm\n${code}`, { ...cut, isCut: false }).text, `hm\n${code}`);
  });

  it('are counted alike however they come in pieces', () => {
    const part = fc.constantFrom('<think>', '</think>', ' ', '\n', 'a', '<', 'think', '>');
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat(80)), (parts, cuts) => {
        const content = parts.join('');
        const whole = new MarkedThoughts();
        whole.add(content);
        const places = [...new Set(cuts.map((cut) => cut % (content.length + 1)))].sort(
          (a, b) => a - b,
        );
        const counted = new MarkedThoughts();
        [0, ...places].forEach((from, at) => counted.add(content.slice(from, places[at])));
        assert.equal(counted.characters, whole.characters);
        assert.ok(counted.characters <= content.length);
      }),
    );
  });
});
