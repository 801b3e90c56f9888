import type { Probe, Test, TestStrength } from '../check.ts';
import type { SolvedFunction } from '../solution.ts';
import type { Candidate } from '../candidate.ts';
import { all, report, type Routine } from '../engine/step.ts';
import { sample } from '../operators/sample.ts';
import type { Ranking } from '../selectors/selector.ts';
import { defaultStopRule, isSettled } from '../selectors/stop.ts';
import type { RunSettings } from '../settings.ts';
import { askUser } from './ask-user.ts';
import { hasWorked, type Board } from './board.ts';
import { askCandidates, type Sampled } from './candidates.ts';
import { confirm, type Confirmed } from './confirm.ts';
import { commonestFailure } from '../languages/describe.ts';
import { boardOf, implementInput, type Job } from './job.ts';
import { countingChecks, hasPassed, isProved, judge, passesGate } from './judge.ts';
import { pinnedStanding, withPinned } from './pin.ts';
import { dealt, type TrackRecord } from './pool.ts';
import { repair } from './repair.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { tellApart } from './tell-apart.ts';
import { both } from './together.ts';
import { writeChecks } from './write-checks.ts';

/** What came of one function. */
export interface Conquered {
  /** Absent where no candidate could be had. */
  readonly solved?: SolvedFunction;
  /** Generated tests that earned their vote. */
  readonly tests: readonly Test[];
  /** How strong they are, by id. */
  readonly strengths: Readonly<Record<string, TestStrength>>;
  readonly agreement: { readonly agrees: number; readonly of: number };
  readonly passed: { readonly passed: number; readonly of: number };
  /** What the candidates were run on, for the proof of the file. */
  readonly checks: readonly (Probe | Test)[];
}

/**
 * Solves one function whose helpers are finished: samples in waves while tests and inputs are
 * written, runs everything on everything, ranks; repairs when nothing passes the trusted examples;
 * tells close candidates apart and, where that is not enough, asks the user; confirms the winner.
 */
export function* conquer(context: StrategyContext, job: Job): Routine<Conquered> {
  const { settings, task } = context;
  const board = boardOf(job, task);
  const take = (candidates: readonly Candidate[]) =>
    candidates.forEach((candidate) => board.add(candidate));
  take(job.drafts);

  const [firstWave, ...laterWaves] = waveSizes(settings);
  yield* report({ type: 'state', node: job.node, state: 'sampling', wanted: settings.samples });
  const [sampled, checks] = yield* both(
    { label: 'samples', routine: sampleWave(context, job, firstWave ?? 0, board) },
    { label: 'checks', routine: writeChecks(context, job) },
  );
  take(sampled.candidates);
  board.addTests(checks.tests);
  board.addCalls(checks.calls);
  let ranking = yield* judge(context, job, board);

  let { failure } = sampled;
  for (const size of laterWaves) {
    if (isEnough(ranking, board, job, settings) || failure?.reason === 'budget') break;
    yield* report({ type: 'state', node: job.node, state: 'sampling', wanted: settings.samples });
    const wave: Sampled = yield* sampleWave(context, job, size, board);
    ({ failure } = wave);
    take(wave.candidates);
    ranking = yield* judge(context, job, board);
  }

  ranking = yield* repair(context, job, board, ranking);
  ranking = yield* tellApart(context, job, board, ranking);
  if (job.isTarget) ranking = yield* askUser(context, job, board, ranking);
  const chosen = ranking.order[0]?.candidate;
  ranking = yield* withPinned(context, job, board, ranking);
  const confirmed = yield* confirm(context, job, board, ranking);
  return yield* conclude(context, job, board, { ...confirmed, chosen, failure: failure?.message });
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

interface Concluded extends Confirmed {
  /** What the search itself put first, before the user's word. */
  readonly chosen: string | undefined;
  /** Why the last samples failed to come. */
  readonly failure: string | undefined;
}

/** Reports the choice. Without a trusted example that it passes, only a clear decision is accepted. */
function* conclude(
  context: StrategyContext,
  job: Job,
  board: Board,
  { ranking, evidence: confirmation, chosen, failure }: Concluded,
): Routine<Conquered> {
  const { node } = job;
  const [first] = ranking.order;
  const winner = board.entry(first?.candidate ?? '');
  const { voting: tests, strengths } = board;
  const total = board.candidates.length;
  if (first === undefined || winner === undefined) {
    const note = failure ?? 'No answer held a usable function.';
    yield* report({ type: 'state', node, state: 'failed', note });
    const none = { agreement: { agrees: 0, of: 0 }, passed: { passed: 0, of: 0 } };
    return { tests, strengths, ...none, checks: [] };
  }
  const gate = passesGate(winner, board);
  const { decision } = ranking;
  const proved = isProved(winner, board);
  // Verdicts that its own objects decided reject, and prove nothing: there others must agree with it.
  const unproved = board.trusted.length > 0 && !proved && !board.isAgreedOn(winner);
  // Where there was nothing to run it on, or it only failed, agreement says nothing.
  const ran = winner.results.size > 0;
  const worked = hasWorked(winner);
  const decided = decision === 'accept' || (proved && decision !== 'give-up');
  const pinned = pinnedStanding(job, board, chosen);
  // The selector did not take what the user pinned: there only the tests speak.
  const accepted = worked && gate && !unproved && (pinned ? pinned.passesAll : decided);
  const shortfall = pinned?.evidence.note ?? shortfallOf(gate, unproved);
  const note = !ran
    ? 'There was nothing to run it on.'
    : worked
      ? shortfall
      : `No call of it worked: ${commonestFailure([...winner.results.values()], context.task.language)}.`;
  const evidence = [...(pinned ? [pinned.evidence] : []), ...first.evidence, ...confirmation];
  const candidate = pinned?.candidate ?? winner.candidate;
  yield* report({ type: 'selected', node, candidate: candidate.id, evidence, accepted });
  yield* report({
    type: 'state',
    node,
    state: worked && gate && (pinned !== undefined || decision !== 'give-up') ? 'solved' : 'failed',
    ...(!accepted && { note }),
  });
  const counted = [...board.trusted, ...tests];
  return {
    solved: {
      contract: job.subject.contract,
      candidate,
      evidence,
      accepted,
      ...(pinned && { pinned: true }),
    },
    tests,
    strengths,
    agreement: { agrees: board.agreements().get(winner) ?? 0, of: total },
    passed: {
      passed: counted.filter(({ id }) => hasPassed(winner, id)).length,
      of: counted.length,
    },
    checks: countingChecks(board),
  };
}

function shortfallOf(gate: boolean, unproved: boolean): string {
  if (!gate) return 'Best effort.';
  return unproved
    ? 'It passes no example but those that its own objects decided, and too few others agree with it.'
    : 'The candidates are split.';
}
