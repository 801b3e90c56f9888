import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Throttle } from '../../../src/vscode/throttle.ts';

describe('Throttle', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('makes few calls of many requests and loses none', () => {
    let calls = 0;
    const throttle = new Throttle(100, () => (calls += 1));
    throttle.request();
    assert.equal(calls, 1, 'the first is not kept waiting');
    for (let count = 0; count < 50; count += 1) throttle.request();
    assert.equal(calls, 1);
    mock.timers.tick(100);
    assert.equal(calls, 2);
    mock.timers.tick(1000);
    assert.equal(calls, 2, 'nothing more was asked for');
  });

  it('does nothing after it was disposed of', () => {
    let calls = 0;
    const throttle = new Throttle(100, () => (calls += 1));
    throttle.request();
    throttle.request();
    throttle.dispose();
    mock.timers.tick(1000);
    assert.equal(calls, 1);
  });
});
