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
import { enoughInputs, isReferenceFitting, type Oracle } from './oracle.ts';
import { openDifferences, settled } from './contenders.ts';
import { hasWorked, type Entry } from './entry.ts';
import { boardOf, implementInput, type Job } from './job.ts';
import { hasPassed, judge, passesGate } from './judge.ts';
import { withPinned } from './pin.ts';
import { dealt, type TrackRecord } from './pool.ts';
import { quickerFirst } from './quicker.ts';
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

  const wanted = settings.samples;
  const [firstWave = 0] = waveSizes(settings);
  yield* report({ type: 'state', node: job.node, state: 'sampling', wanted });
  const [sampled, checks] = yield* both(
    { label: 'samples', routine: sampleWave(context, job, firstWave, board) },
    { label: 'checks', routine: writeChecks(context, job, doubts) },
  );
  take(sampled.candidates);
  board.addTests(checks.tests);
  board.addCalls(checks.calls);
  doubts.oracle = checks.oracle;
  let ranking = yield* judgeAll(context, job, board, doubts);

  let { failure } = sampled;
  doubts.missed('samples', failure);
  for (let drawn = firstWave; drawn < wanted && failure?.reason !== 'budget';) {
    if (isEnough(ranking, board, job, settings, doubts)) break;
    const size = nextWave(settings, drawn, doubts);
    drawn += size;
    yield* report({ type: 'state', node: job.node, state: 'sampling', wanted });
    const wave: Sampled = yield* sampleWave(context, job, size, board);
    ({ failure } = wave);
    doubts.missed('samples', failure);
    take(wave.candidates);
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

/**
 * Samples per wave: all at once, or where sampling is adaptive one that is to be proven, and then more
 * one wave after the other.
 */
export function waveSizes({ samples, adaptive, waves }: RunSettings): readonly number[] {
  if (!adaptive || waves < 2) return samples > 0 ? [samples] : [];
  const sizes: number[] = [];
  for (let left = samples; left > 0;) {
    const size = sizes.length + 1 >= waves ? left : Math.min(left, sizes.length < 2 ? 1 : 2);
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

/** Where only candidates can judge each other, all of them are needed, and at once. */
function nextWave(settings: RunSettings, drawn: number, { oracle }: Doubts): number {
  const left = settings.samples - drawn;
  if (oracle === undefined) return left;
  let sum = 0;
  for (const size of waveSizes(settings)) {
    if (sum >= drawn) return Math.min(size, left);
    sum += size;
  }
  return left;
}

/**
 * Whether more samples are pointless. With a slow reference: the first passes everything, and they agree
 * on enough inputs. Where none fits, tests have to do: the first passes all of enough. Otherwise the
 * stop rule of the selector.
 */
function isEnough(
  ranking: Ranking,
  board: Board,
  job: Job,
  settings: RunSettings,
  doubts: Doubts,
): boolean {
  const first = board.entry(ranking.order[0]?.candidate ?? '');
  if (first === undefined) return false;
  const { oracle } = doubts;
  if (openDifferences(board, ranking, doubts).length > 0) return false;
  if (oracle !== undefined || !isReferenceFitting(job)) {
    return passesEverything(first, board, oracle);
  }
  const limit = settings.samples + job.drafts.length;
  const rule = { ...defaultStopRule, confidence: settings.confidence };
  return isSettled(ranking, board.candidates.length, limit, rule);
}

/** Tests that a candidate must have passed where no reference stands behind it. */
const enoughTests = 4;

/** Whether a candidate passes every test that counts, and as many as are enough. */
function passesEverything(entry: Entry, board: Board, oracle: Oracle | undefined): boolean {
  const counting = [...board.trusted, ...board.voting];
  if (!hasWorked(entry) || !counting.every(({ id }) => hasPassed(entry, id))) return false;
  if (hasStalled(entry)) return false;
  if (oracle === undefined) return board.trusted.length > 0 && counting.length >= enoughTests;
  const { met, agreed } = oracle.compared(board, entry);
  return met === agreed && agreed + counting.length >= enoughInputs;
}

/** Whether it ran out of time where others may not. */
function hasStalled({ results }: Entry): boolean {
  return [...results.values()].some(({ outcome }) => outcome.kind === 'timeout');
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
