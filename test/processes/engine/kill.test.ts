import assert from 'node:assert/strict';
import { enginePlay } from '../../kill/engine-play.ts';
import {
  killAndResume,
  undisturbedRun,
  type Moment,
  type Undisturbed,
} from '../../kill/killable-run.ts';

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
  let undisturbed: Undisturbed;

  before(async () => {
    undisturbed = await undisturbedRun(enginePlay);
  });

  const cases: readonly (readonly [string, readonly Moment[]])[] = [
    ['while several calls are under way', [onRequest(9)]],
    ['just after an answer, and again after the resume', [onAnswer(4), onAnswer(3)]],
    ['near its end', [onAnswer(30)]],
  ];
  for (const [when, moments] of cases) {
    it(`${when}, ends as it would have, and pays for nothing twice`, async () => {
      const report = await killAndResume(enginePlay, undisturbed, moments);
      assert.equal(report.kills, moments.length);
    });
  }
});
