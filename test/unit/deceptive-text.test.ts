import assert from 'node:assert/strict';
import { deceptionLines, deceptivePlaces } from '../../src/core/deceptive-text.ts';
import { printableText } from '../../src/core/unseen.ts';

const kinds = (text: string) => deceptivePlaces(text).map(({ kind, name }) => `${kind} ${name}`);

describe('code that reads otherwise than it runs', () => {
  it('is found where it turns, hides or mixes letters', () => {
    assert.deepEqual(kinds('if a: \u202e # }\u2066'), [
      'bidirectional U+202E right-to-left override',
      'bidirectional U+2066 left-to-right isolate',
    ]);
    assert.deepEqual(kinds('x\u200b = 1\u{e0041}'), [
      'invisible U+200B zero width space',
      'invisible U+E0041',
    ]);
    assert.deepEqual(kinds('p\u0430ssword == 1'), ['mixed-script p\\u{0430}ssword']);
    assert.deepEqual(kinds('\uff45val(x)'), ['mixed-script \\u{FF45}val']);
    assert.deepEqual(kinds('a\rb\u001b[8m'), ['invisible U+001B']);
  });

  it('is not what people write in their own languages, nor pictures', () => {
    for (const text of [
      'naïve = "Übergröße"\n\tπ = 3.14\r\n',
      'имя = "слово"  # комментарий',
      '名前 = "テスト漢字"',
      'print("❤\ufe0f 👩\u200d💻")',
      'α_1 = β2',
    ]) {
      assert.deepEqual(kinds(text), [], text);
    }
  });

  it('is told by lines, not without end', () => {
    assert.deepEqual(deceptionLines('a\nb\u200b\n'), ['line 2: invisible U+200B zero width space']);
    const lines = deceptionLines('\u200b'.repeat(50));
    assert.equal(lines.length, 9);
    assert.equal(lines.at(-1), 'and 42 more');
  });
});

describe('printable text', () => {
  it('has nothing that steers a terminal, and no colours of others', () => {
    const text = 'a\u001b[31mred\u001b[39m\u001b]0;title\u0007\u001b[8mhid\u202eden\u009b2J\n\tb';
    assert.equal(
      printableText(text),
      'a\\u001b[31mred\\u001b[39m\\u001b]0;title\\u0007\\u001b[8mhid\\u202eden\\u009b2J\n\tb',
    );
  });

  it('leaves JSON what it is', () => {
    const value = { text: 'a\u202eb\u{e0041}\u0085' };
    assert.deepEqual(JSON.parse(printableText(JSON.stringify(value))), value);
  });
});
