import assert from 'node:assert/strict';
import type { Test } from '../../../src/core/check.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { CaseStanding } from '../../../src/core/strategies/case-standing.ts';
import type { Entry } from '../../../src/core/strategies/entry.ts';

describe('what whole tests of the project say', () => {
  const test: Test = {
    id: 'case1',
    source: 'project',
    call: 'test_all.py: test_it',
    expectation: { kind: 'holds', assertion: 'test_it()', inProgram: true },
  };
  const raised = (type: string, message: string): Outcome => ({
    kind: 'exception',
    type,
    message,
    ms: 1,
  });
  const entry = (outcome: Outcome, passed = false): Entry => ({
    candidate: {
      id: 'a',
      contract: 'f',
      code: '',
      imports: [],
      origin: {
        operator: 'sample',
        action: 'a',
        sample: 0,
        model: 'scripted',
        temperature: 0,
        promptHash: '',
        tokens: 1,
      },
    },
    members: [],
    results: new Map([['case1', { outcome, passed }]]),
  });
  const missing = raised('AssertionError', 'There are missing functions: assoc');

  it('is nothing where all fail as the program does in which nothing is written', () => {
    const standing = new CaseStanding();
    standing.learn(test, missing);
    const entries = [entry(missing), entry(missing)];
    assert.equal(standing.isUnjudged(test, entries), true);
    assert.equal(standing.tripsOver(test, entries[0]!, entries), false, 'nobody is to blame');
  });

  it('is something where one passes, or fails in other words', () => {
    const standing = new CaseStanding();
    standing.learn(test, missing);
    assert.equal(standing.isUnjudged(test, [entry(missing), entry(missing, true)]), false);
    const other = raised('AssertionError', '2 != 3');
    assert.equal(standing.isUnjudged(test, [entry(missing), entry(other)]), false);
  });

  it('is something where the program without it fails because it is not written', () => {
    const standing = new CaseStanding();
    standing.learn(test, raised('NotImplementedError', ''));
    assert.equal(standing.isUnjudged(test, [entry(missing)]), false);
  });

  it('is a doubt where all trip over what is no assertion', () => {
    const standing = new CaseStanding();
    standing.learn(test, raised('NotImplementedError', ''));
    const entries = [entry(raised('TypeError', 'nothing to call'))];
    assert.equal(standing.isUnjudged(test, entries), true);
    assert.equal(standing.tripsOver(test, entries[0]!, entries), true);
  });
});
