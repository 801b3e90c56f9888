import assert from 'node:assert/strict';
import { editorFailure } from '../../../src/vscode/models/editor-failure.ts';
import { variationOf } from '../../../src/vscode/models/variation.ts';

describe('language models of the editor', () => {
  it('fail with a reason and with what to do', () => {
    const failed = (code: string, message = 'said') =>
      editorFailure(Object.assign(new Error(message), { code }), 'GPT');
    assert.equal(failed('NoPermissions').reason, 'unauthorised');
    assert.match(failed('NoPermissions').message, /Manage Language Model Access/);
    assert.equal(failed('Blocked').reason, 'rate-limited');
    assert.equal(failed('NotFound').reason, 'not-configured');
    const unknown = Object.assign(new Error('Unknown'), {
      code: 'Unknown',
      cause: new Error('the socket closed'),
    });
    assert.deepEqual(editorFailure(unknown, 'GPT'), {
      reason: 'server-error',
      message: 'GPT did not answer: the socket closed',
    });
    assert.equal(editorFailure('odd', 'GPT').message, 'GPT did not answer: odd');
  });

  it('get another last line for each sample, and the same for the same one', () => {
    const request = { messages: [{ role: 'user', content: 'Write f.' }] } as const;
    const lines = (action: string) => [0, 1, 2, 3].map((n) => variationOf(request, action, n));
    assert.deepEqual(lines('f:sample#1'), lines('f:sample#1'));
    const actions = ['samples@f:sample#1', 'f:sample#1', 'f:sample#2'];
    const all = actions.flatMap(lines);
    assert.equal(new Set(all).size, 12);
  });
});
