import type { Candidate } from '../candidate.ts';
import { all, report, type Routine } from '../engine/step.ts';
import { sample } from '../operators/sample.ts';
import type { Ranking } from '../selectors/selector.ts';
import { defaultStopRule, isSettled } from '../selectors/stop.ts';
import type { RunSettings } from '../settings.ts';
import { askUser } from './ask-user.ts';
import type { Board } from './board.ts';
import { askContradictions, tellContradictions } from './contradictions.ts';
import { askCandidates, type Sampled } from './candidates.ts';
import { conclude, type Conquered } from './conclude.ts';
import { confirm } from './confirm.ts';
import { questionExamples } from './contradiction.ts';
import { Doubts } from './doubts.ts';
import { boardOf, implementInput, type Job } from './job.ts';
import { hasWorked } from './entry.ts';
import { judge, passesGate } from './judge.ts';
import { withPinned } from './pin.ts';
import { dealt, type TrackRecord } from './pool.ts';
import { repair } from './repair.ts';
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
    const wave: Sampled = yield* sampleWave(context, job, size, board);
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

/** Samples of one model, or of several side by side: each gets what the records of the board speak for. */
function* sampleWave(
  context: StrategyContext,
  job: Job,
  size: number,
  board: Board,
): Routine<Sampled> {
  if (size < 1) return { candidates: [] };
  const { name } = job.subject.contract;
  const asking = (samples: number, model?: string) =>
    askCandidates(job.node, name, sample, implementInput(context, job, samples), model);
  const { pool = [] } = context.settings;
  if (pool.length < 2) return yield* asking(size);
  const random = context.random.fork(`pool ${job.node} ${board.candidates.length}`);
  const shares = dealt(pool, recordsOf(board), size, random);
  const waves = yield* all(
    shares.map(({ model, samples }) => ({
      label: `of ${pool.indexOf(model) + 1}`,
      routine: asking(samples, model),
      share: samples,
    })),
  );
  const failure = waves.find((wave) => wave.failure !== undefined)?.failure;
  return {
    candidates: waves.flatMap((wave) => wave.candidates),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** What became of the candidates of each model. */
function recordsOf(board: Board): ReadonlyMap<string, TrackRecord> {
  const records = new Map<string, TrackRecord>();
  for (const entry of board.entries) {
    const survived = hasWorked(entry) && passesGate(entry, board);
    for (const { origin } of entry.members) {
      const before = records.get(origin.model) ?? { survived: 0, failed: 0 };
      records.set(origin.model, {
        survived: before.survived + (survived ? 1 : 0),
        failed: before.failed + (survived ? 0 : 1),
      });
    }
  }
  return records;
}
