import { report, type Routine } from '../engine/step.ts';
import type { Ranking } from '../selectors/selector.ts';
import { askUser } from './ask-user.ts';
import type { Board } from './board.ts';
import { askContradictions, tellContradictions } from './contradictory-examples.ts';
import { conclude, type Conquered } from './conclude.ts';
import { confirm } from './confirm.ts';
import { copyingFirst } from './copying.ts';
import { questionExamples } from './questioned-example.ts';
import { Doubts } from './doubts.ts';
import { settled } from './contenders.ts';
import { isEnough } from './enough.ts';
import { boardOf, type Job } from './job.ts';
import { judge } from './judge.ts';
import { withPinned } from './pin.ts';
import { quickerFirst } from './quicker.ts';
import { repair } from './repair.ts';
import { sampleWave } from './sample-wave.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { tellApart } from './tell-apart.ts';
import { both } from './together.ts';
import { firstWave, nextWave } from './waves.ts';
import { writeChecks } from './write-checks.ts';

/**
 * Solves one function whose helpers are finished: samples in waves while tests and inputs are
 * written, runs everything on everything, ranks; repairs when nothing passes the trusted examples;
 * tells close candidates apart and, where that is not enough, asks the user; confirms the winner.
 */
export function* conquer(context: StrategyContext, job: Job): Routine<Conquered> {
  const { settings, task } = context;
  const board = boardOf(job, task);
  const doubts = new Doubts();
  yield* board.add(...job.drafts);
  yield* tellContradictions(job, board);

  const wanted = settings.samples;
  const begun = firstWave(settings, job.drafts);
  yield* report({ type: 'state', node: job.node, state: 'sampling', wanted });
  const [sampled, checks] = yield* both(
    { label: 'samples', routine: sampleWave(context, job, begun, board) },
    { label: 'checks', routine: writeChecks(context, job, doubts) },
  );
  yield* board.add(...sampled.candidates);
  board.addTests(checks.tests);
  board.addCalls(checks.calls);
  doubts.oracle = checks.oracle;
  let ranking = yield* judgeAll(context, job, board, doubts);

  let { failure } = sampled;
  doubts.missed('samples', failure);
  for (let drawn = begun; drawn < wanted && failure?.reason !== 'budget';) {
    if (isEnough(ranking, board, job, settings, doubts)) break;
    const size = nextWave(settings, drawn, doubts);
    drawn += size;
    yield* report({ type: 'state', node: job.node, state: 'sampling', wanted });
    const wave = yield* sampleWave(context, job, size, board);
    ({ failure } = wave);
    doubts.missed('samples', failure);
    yield* board.add(...wave.candidates);
    ranking = yield* judgeAll(context, job, board, doubts);
  }

  ranking = yield* questionExamples(context, job, board, ranking, doubts);
  if (doubts.contradiction === undefined) {
    ranking = settled(yield* repair(context, job, board, ranking), board, doubts);
    ranking = yield* tellApart(context, job, board, ranking, doubts);
    if (job.isTarget && (yield* askContradictions(context, job, board))) {
      ranking = yield* judge(context, job, board);
    }
    if (job.isTarget) ranking = yield* askUser(context, job, board, ranking, doubts);
  }
  ranking = yield* quickerFirst(context, job, board, ranking);
  ranking = yield* copyingFirst(context, job, board, ranking);
  const chosen = ranking.order[0]?.candidate;
  ranking = yield* withPinned(context, job, board, ranking);
  const confirmed = yield* confirm(context, job, board, ranking);
  return yield* conclude(context, job, board, {
    ...confirmed,
    chosen,
    failure: failure?.message,
    doubts,
  });
}

/** Runs and ranks all; a slow reference, where there is one, judges with the tests. */
function* judgeAll(
  context: StrategyContext,
  job: Job,
  board: Board,
  doubts: Doubts,
): Routine<Ranking> {
  yield* doubts.oracle?.meet(board) ?? nothingToMeet();
  return settled(yield* judge(context, job, board), board, doubts);
}

function* nothingToMeet(): Routine<void> {
  // There is no reference.
}
