import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printable } from '../../../src/vscode/terminal/printable.ts';

describe('printable', () => {
  it('takes out what steers a terminal and keeps the rest', () => {
    assert.equal(printable('a\u001b[31mred\u001b[0m\tb'), 'ared\tb');
    assert.equal(printable('\u001b]0;title\u0007x\u009b2Jy'), '0;titlex2Jy');
    assert.equal(printable('naïve 🌱 text'), 'naïve 🌱 text');
  });

  it('leaves no escape or control character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const character of printable(text)) {
          const code = character.codePointAt(0)!;
          assert.ok(code >= 32 || code === 9 || code === 10, `U+${code.toString(16)}`);
          assert.ok(code < 127 || code > 159);
        }
      }),
    );
  });
});
