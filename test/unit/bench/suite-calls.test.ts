import assert from 'node:assert/strict';
import { callsInSuite, isNamedIn } from '../../../bench/repositories/suite-calls.ts';

describe('calls that a suite makes', () => {
  const suite = ['assert add(1, (2)) == 3\nx.add(4)\nadd(\n  5)\nreadd(6)\n'];

  it('takes whole calls of one line, once each', () => {
    assert.deepEqual(callsInSuite([...suite, ...suite], 'add'), ['add(1, (2))', 'add(4)']);
  });

  it('knows a name only where it stands alone', () => {
    assert.equal(isNamedIn(suite, 'add'), true);
    assert.equal(isNamedIn(suite, 'dd'), false);
  });
});
