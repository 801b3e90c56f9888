import assert from 'node:assert/strict';
import { describedIn } from '../../../src/vscode/commands/described-in.ts';

describe('a description in a selection', () => {
  it('is what a comment says', () => {
    assert.equal(
      describedIn('# TODO: count the words\n#   of a text'),
      'count the words of a text',
    );
    assert.equal(describedIn('  // TODO(ann) parse a line'), 'parse a line');
    assert.equal(describedIn('/**\n * Sums\n * numbers.\n */'), 'Sums numbers.');
  });

  it('is nothing where code is selected', () => {
    assert.equal(describedIn('x = 1  # one'), '');
    assert.equal(describedIn('# one\nx = 1'), '');
    assert.equal(describedIn('  \n'), '');
  });
});
