import assert from 'node:assert/strict';
import { badgeOf } from '../../../src/vscode/tree/badge.ts';
import { endedRun, planRun, result } from './views.ts';

describe('the badge of the plan view', () => {
  const question = {
    question: { node: 'f', call: 'f(1)', choices: [] },
    open: () => undefined,
    answer: () => undefined,
  };

  it('counts what waits for the user, and says what it is', () => {
    assert.equal(badgeOf([]), undefined);
    assert.equal(badgeOf([planRun()]), undefined, 'a run at work waits for nobody');
    assert.deepEqual(badgeOf([endedRun(result())]), {
      value: 1,
      tooltip: '1 result waits for you',
    });
    assert.deepEqual(
      badgeOf([endedRun(result()), endedRun(result()), planRun({ question }), planRun()]),
      { value: 3, tooltip: '1 question and 2 results wait for you' },
    );
  });
});
