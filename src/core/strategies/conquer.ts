import type { Candidate } from '../candidate.ts';
import { report, type Routine } from '../engine/step.ts';
import type { Ranking } from '../selectors/selector.ts';
import { defaultStopRule, isSettled } from '../selectors/stop.ts';
import type { RunSettings } from '../settings.ts';
import { askUser } from './ask-user.ts';
import type { Board } from './board.ts';
import { askContradictions, tellContradictions } from './contradictory-examples.ts';
import { conclude, type Conquered } from './conclude.ts';
import { confirm } from './confirm.ts';
import { questionExamples } from './questioned-example.ts';
import { Doubts } from './doubts.ts';
import { boardOf, type Job } from './job.ts';
import { judge } from './judge.ts';
import { withPinned } from './pin.ts';
import { repair } from './repair.ts';
import { sampleWave } from './sample-wave.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { tellApart } from './tell-apart.ts';
import { both } from './together.ts';
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
  const take = (candidates: readonly Candidate[]) =>
    candidates.forEach((candidate) => board.add(candidate));
  take(job.drafts);
  yield* tellContradictions(job, board);

  const [firstWave, ...laterWaves] = waveSizes(settings);
  yield* report({ type: 'state', node: job.node, state: 'sampling', wanted: settings.samples });
  const [sampled, checks] = yield* both(
    { label: 'samples', routine: sampleWave(context, job, firstWave ?? 0, board) },
    { label: 'checks', routine: writeChecks(context, job, doubts) },
  );
  take(sampled.candidates);
  board.addTests(checks.tests);
  board.addCalls(checks.calls);
  let ranking = yield* judge(context, job, board);

  let { failure } = sampled;
  doubts.missed('samples', failure);
  for (const size of laterWaves) {
    if (isEnough(ranking, board, job, settings) || failure?.reason === 'budget') break;
    yield* report({ type: 'state', node: job.node, state: 'sampling', wanted: settings.samples });
    const wave = yield* sampleWave(context, job, size, board);
    ({ failure } = wave);
    doubts.missed('samples', failure);
    take(wave.candidates);
    ranking = yield* judge(context, job, board);
  }

  ranking = yield* questionExamples(context, job, board, ranking, doubts);
  if (doubts.contradiction === undefined) {
    ranking = yield* repair(context, job, board, ranking);
    ranking = yield* tellApart(context, job, board, ranking, doubts);
    if (job.isTarget && (yield* askContradictions(context, job, board))) {
      ranking = yield* judge(context, job, board);
    }
    if (job.isTarget) ranking = yield* askUser(context, job, board, ranking, doubts);
  }
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

/** Fewer samples than this make no wave of their own. */
const smallestWave = 3;

/** Samples per wave: all at once, or in nearly equal parts where sampling is adaptive. */
export function waveSizes({ samples, adaptive, waves }: RunSettings): readonly number[] {
  const most = Math.max(1, Math.min(waves, Math.ceil(samples / smallestWave)));
  const size = Math.ceil(samples / (adaptive ? most : 1));
  const sizes: number[] = [];
  for (let left = samples; left > 0; left -= size) sizes.push(Math.min(size, left));
  return sizes;
}

/** The stop rule of adaptive sampling: more samples would hardly change the choice. */
function isEnough(ranking: Ranking, board: Board, job: Job, settings: RunSettings): boolean {
  const limit = settings.samples + job.drafts.length;
  const rule = { ...defaultStopRule, confidence: settings.confidence };
  return isSettled(ranking, board.candidates.length, limit, rule);
}
