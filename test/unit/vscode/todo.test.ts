import assert from 'node:assert/strict';
import { lineBelow, todoAt } from '../../../src/vscode/code-actions/todo.ts';

const lines = `import os

# TODO: parse the header,
# ignoring comments
def head(text):
    pass

// TODO(ann) split a line

# TODO:
# plain comment
x = 1
    # fixme drop blanks
    return 2`.split('\n');

describe('TODO comments', () => {
  it('are read with the lines that go on below, from each of their lines', () => {
    const todo = { text: 'parse the header, ignoring comments', first: 2, last: 3 };
    assert.deepEqual(todoAt(lines, 2), todo);
    assert.deepEqual(todoAt(lines, 3), todo);
    assert.equal(todoAt(lines, 4), undefined);
  });

  it('may name who is to do it, and say FIXME', () => {
    assert.equal(todoAt(lines, 7)?.text, 'split a line');
    assert.equal(todoAt(lines, 12)?.text, 'drop blanks');
  });

  it('are none where they say nothing, or where a comment is only a comment', () => {
    assert.equal(todoAt(lines, 9), undefined);
    assert.equal(todoAt(lines, 10), undefined);
    assert.equal(todoAt(lines, 0), undefined);
  });

  it('stand above code, or alone', () => {
    assert.equal(lineBelow(lines, { text: '', first: 2, last: 3 }), 4);
    assert.equal(lineBelow(lines, { text: '', first: 7, last: 7 }), undefined);
  });
});
