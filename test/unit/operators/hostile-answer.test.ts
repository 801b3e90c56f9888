import assert from 'node:assert/strict';
import { codeBlocks, spanningBlocks } from '../../../src/core/languages/kit/code-blocks.ts';
import { languageOf } from '../../../src/core/languages/languages.ts';
import { complaintOf } from '../../../src/core/test-run/test-result.ts';

// Each of these took time that grew with the square of its length: minutes at this one.
const length = 400_000;

describe('text that is made to be read slowly', () => {
  const python = languageOf('python');
  const code = 'def f():\n    return 1';

  it('is read as an answer: white space, and tokens that end answers', () => {
    for (const filler of [' ', '\n', ' \t\n', '\r', '<|im_end|> ']) {
      const long = filler.repeat(length / filler.length);
      const answer = `\`\`\`python\n${code}\n\`\`\`\n${long}x`;
      assert.deepEqual(
        codeBlocks(answer, python).map(({ text }) => text),
        [code],
      );
      assert.deepEqual(codeBlocks(`${answer.slice(0, -1)}</s>`, python)[0]?.text, code);
      assert.equal(spanningBlocks(answer).length, 1);
    }
  });

  it('is read as an answer: tens of thousands of blocks and marks', () => {
    const block = `\`\`\`python\nx = 1\n\`\`\`\n`;
    const count = Math.floor(length / block.length);
    assert.equal(codeBlocks(block.repeat(count), python).length, count);
    const marked = `\`\`\`python\n# </think>\n\`\`\`\n`.repeat(10_000);
    assert.equal(codeBlocks(marked, python)[9999]?.text, '# </think>');
    assert.equal(codeBlocks('> ```\n'.repeat(length / 6), python).length, 1);
  });

  it('is read as a complaint of a test', () => {
    for (const filler of ['\n', ' \t\n', '\r', 'expected ', 'assert a == ', 'assert ']) {
      const said = `E ${filler.repeat(length / filler.length)}\nAssertionError: 1 != 2`;
      assert.ok(complaintOf(said, 'test_a.py').message.endsWith('1 != 2'));
    }
    assert.deepEqual(complaintOf('\n\n  Expected: 1\n  Received: 2\n', 'a.test.ts'), {
      message: 'Expected: 1\n  Received: 2',
      expected: '1',
      actual: '2',
    });
  });
});
