import assert from 'node:assert/strict';
import { withoutKey } from '../../../src/node/models/without-key.ts';

describe('what a server says, without the key', () => {
  const key = 'sk-proj-0123456789';

  it('has neither the key nor a beginning of it', () => {
    assert.equal(withoutKey(`Bad key ${key}: ${key}!`, key), 'Bad key [key]: [key]!');
    assert.equal(withoutKey('Bad key sk-proj-0123…', key), 'Bad key [key]…');
    assert.equal(withoutKey(`${key.slice(0, 9)}${key}`, key), '[key][key]');
    assert.equal(withoutKey(key, key), '[key]');
  });

  it('is what it was where the key is not in it', () => {
    assert.equal(withoutKey('sk-pro is too short', key), 'sk-pro is too short');
    assert.equal(withoutKey('none was given', undefined), 'none was given');
  });

  it('is what it was where the key is a placeholder', () => {
    assert.equal(withoutKey('none was given', 'none'), 'none was given');
  });
});
