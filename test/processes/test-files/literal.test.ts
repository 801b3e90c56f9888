import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { languages } from '../../../src/core/languages/languages.ts';
import { printed } from '../../../src/core/test-files/literal.ts';
import { readCanonical } from '../../../src/core/values/canonical.ts';
import { equalityKey } from '../../../src/core/values/equality.ts';
import { anyPythonData } from '../../unit/values/arbitrary-value.ts';

const quotes = fc.constantFrom<'"' | "'">('"', "'");

describe('literals in test files, read by their language', () => {
  it('evaluate in Python to the value that they were written for', () => {
    const values = fc.sample(fc.tuple(anyPythonData, quotes), 300);
    const written = values.flatMap(([value, quote]) => {
      const text = printed(value, languages.python, quote);
      return text === undefined ? [] : [{ text, value }];
    });
    assert.ok(written.length > 150, `only ${written.length} were written`);
    const runner = join(import.meta.dirname, '../../../src/node/runner/python');
    const program = `
import json, sys
sys.path.insert(0, sys.argv[1])
from encode import encode_text
print(json.dumps([encode_text(eval(text), 10**6, 100).decode() for text in json.load(sys.stdin)]))
`;
    const output = execFileSync('python3', ['-c', program, runner], {
      input: JSON.stringify(written.map(({ text }) => text)),
      encoding: 'utf8',
    });
    const texts = JSON.parse(output) as string[];
    texts.forEach((found, index) => {
      const { value, text } = written[index]!;
      assert.equal(
        equalityKey(readCanonical(found), languages.python.meaning),
        equalityKey(value, languages.python.meaning),
        text,
      );
    });
  });
});
