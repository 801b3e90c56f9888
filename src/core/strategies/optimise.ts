import { noSolution } from '../solution.ts';
import type { Evidence } from '../evidence.ts';
import { report, type Routine } from '../engine/step.ts';
import type { LanguageId } from '../text.ts';
import { optimise } from '../operators/optimise.ts';
import { bestTimes } from './best-times.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { Doubts } from './doubts.ts';
import { askCandidates } from './candidates.ts';
import { boardOf, implementInput, targetJob, type Job } from './job.ts';
import { countingChecks, hasPassed, rank } from './judge.ts';
import { largerCalls, shortCall } from './larger-inputs.ts';
import { provingFile, type Found } from './prove-file.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { writeChecks } from './write-checks.ts';
import { writtenCode } from '../program/written-code.ts';

/** Each candidate is timed this often; the best time of each call counts. */
const timings = 3;
/** A candidate must need less than this share of the time to be worth a change. */
const worthwhile = 0.9;
/** A shorter time says nothing, in ms. */
const tellingMs = 1;
/** Slowest calls that the model is shown. */
const shownCalls = 5;

/**
 * Makes code that is there faster. A candidate counts only where it returns the same as the code
 * did on every input and passes every test that the code passed; of those the fastest is taken, if
 * it is clearly faster. Otherwise the code stays as it is.
 */
export const optimiseCode = provingFile({
  name: 'optimise',
  *solve(context) {
    const { task, settings } = context;
    const written = writtenCode(task);
    const job = targetJob(task, written ? [written] : []);
    const { node } = job;
    yield* report({ type: 'node', node, contract: task.contract });
    if (written === undefined) {
      const note = 'There is no code to make faster yet: grow the function first.';
      yield* report({ type: 'state', node, state: 'failed', note });
      return { ...noSolution, checks: [] };
    }
    yield* report({ type: 'candidate', node, candidate: written });
    const board = boardOf(job, task);
    yield* board.add(written);
    yield* report({ type: 'state', node, state: 'writing-tests' });
    const checks = yield* writeChecks(context, job, new Doubts());
    board.addTests(checks.tests);
    board.addCalls(checks.calls);
    yield* board.run('candidates');
    const entry = board.entry(written.id);
    if (entry !== undefined) {
      board.addCalls(yield* largerCalls(task.language, job, board, entry));
      yield* board.run('candidates');
    }

    yield* report({ type: 'state', node, state: 'sampling', wanted: settings.samples });
    const { candidates } = yield* askCandidates(node, task.contract.name, optimise, {
      ...implementInput(context, job, settings.samples),
      code: written.code,
      timings: slowestCalls(board, written.id, task.language),
    });
    yield* board.add(...candidates);
    yield* report({ type: 'state', node, state: 'running' });
    yield* board.run('candidates');
    yield* rank(context, job, board);
    return yield* fastest(context, job, board, written.id);
  },
});

function slowestCalls(board: Board, id: string, language: LanguageId) {
  const entry = board.entry(id);
  return board.calls
    .map(({ id: check, call }) => ({
      call: shortCall(call, language),
      ms: entry?.results.get(check)?.outcome.ms ?? 0,
    }))
    .filter(({ ms }) => ms >= tellingMs)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, shownCalls);
}

/** Times those that behave like the code and takes the fastest, or the code itself. */
function* fastest(
  context: StrategyContext,
  job: Job,
  board: Board,
  writtenId: string,
): Routine<Found> {
  const { node } = job;
  const written = board.entry(writtenId);
  if (written === undefined) return { ...noSolution, checks: [] };
  const tests = [...board.trusted, ...board.generated];
  const alike = board.entries.filter(
    (entry) =>
      board.calls.length > 0 &&
      board.fingerprint(entry) === board.fingerprint(written) &&
      tests.every(({ id }) => hasPassed(entry, id) || !hasPassed(written, id)),
  );
  const times = yield* timesOf(context, job, board, alike);
  const before = times.get(written) ?? 0;
  const [best = written] = [...alike].sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
  const after = times.get(best) ?? before;
  const winner = after < before * worthwhile ? best : written;
  const note =
    winner === written
      ? `The code is already as fast as any of ${board.candidates.length - 1} that return the same.`
      : `Needs ${after.toFixed(2)} ms instead of ${before.toFixed(2)} ms for ${board.calls.length} calls, and returns the same on all of them.`;
  const evidence: readonly Evidence[] = [{ source: 'sandbox', weight: 1, note }];
  const accepted = winner !== written;
  const { candidate } = winner;
  yield* report({ type: 'selected', node, candidate: candidate.id, evidence, accepted });
  yield* report({ type: 'state', node, state: 'solved', note });
  return {
    accepted,
    // Code that stays as it is was not looked for: there is nothing to prove.
    ...(!accepted && {
      verdict: { level: 'unproven' as const, summary: note.replace(/\.$/, ''), why: note },
    }),
    functions: [{ contract: job.subject.contract, candidate, evidence, accepted }],
    tests: board.generated.filter(({ id }) => hasPassed(winner, id)),
    agreement: { agrees: board.agreements().get(winner) ?? 0, of: board.candidates.length },
    passed: {
      passed: tests.filter(({ id }) => hasPassed(winner, id)).length,
      of: tests.length,
    },
    checks: countingChecks(board),
  };
}

/** Time that each entry needs for all calls together, in ms, each in a process of its own. */
function* timesOf(
  { task }: StrategyContext,
  job: Job,
  board: Board,
  entries: readonly Entry[],
): Routine<ReadonlyMap<Entry, number>> {
  // What stands alone has nothing to be compared with.
  const rounds = entries.length > 1 ? timings : 0;
  const rows = yield* bestTimes(job.node, task.language, board, entries, board.calls, rounds);
  return new Map(
    entries.map((entry, p) => [entry, (rows[p] ?? []).reduce((sum, ms) => sum + ms, 0)]),
  );
}
