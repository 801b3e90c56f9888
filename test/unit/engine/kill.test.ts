import assert from 'node:assert/strict';
import { killAndResume, undisturbedRun, type Moment } from '../../kill/killable-run.ts';

const onRequest =
  (count: number): Moment =>
  (session, kill) => {
    session.onRequest = (at) => {
      if (at === count) kill();
    };
  };

const onAnswer =
  (count: number): Moment =>
  (session, kill) => {
    session.onAnswered = (at) => {
      if (at === count) kill();
    };
  };

describe('a run that is killed', () => {
  let undisturbed: Awaited<ReturnType<typeof undisturbedRun>>;

  before(async () => {
    undisturbed = await undisturbedRun();
  });

  const cases: readonly (readonly [string, readonly Moment[]])[] = [
    ['while its first call is under way', [onRequest(1)]],
    ['while several calls are under way', [onRequest(9)]],
    ['just after an answer, and again after the resume', [onAnswer(4), onAnswer(3)]],
    ['near its end', [onAnswer(30)]],
  ];
  for (const [when, moments] of cases) {
    it(`${when}, ends as it would have, and pays for nothing twice`, async () => {
      const report = await killAndResume(undisturbed, moments);
      assert.equal(report.kills, moments.length);
    });
  }
});
