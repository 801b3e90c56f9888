import assert from 'node:assert/strict';
import { visible, visibleLines } from '../../../src/core/report/visible.ts';

describe('text that a page shows', () => {
  it('has nothing in it that cannot be seen or turns what can be', () => {
    assert.equal(visible('a\u202eb\u0000c\nd\te', 99), 'a\\u202eb\\u0000c\\nd\\te');
    assert.equal(visible('\u{e0041}\ud800', 99), '\\u{e0041}\\ud800');
    assert.equal(visible('<img onerror=x> ü 漢 👍', 99), '<img onerror=x> ü 漢 👍');
  });

  it('is cut, and never inside a character', () => {
    assert.equal(visible('x'.repeat(10), 5), 'xxxx…');
    assert.equal(visible('xxx👍x', 5), 'xxx…');
    assert.equal(visible('x'.repeat(5), 5), 'xxxxx');
  });

  it('keeps lines where there may be some', () => {
    assert.equal(visibleLines('a\nb\u2066\r\nc', 99), 'a\nb\\u2066\nc');
    assert.equal(visibleLines('abc', 2), 'ab…');
  });
});
