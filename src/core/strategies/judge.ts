import type { Probe, Test } from '../check.ts';
import { report, type Routine } from '../engine/step.ts';
import type { CandidateScore } from '../view/event.ts';
import type { Evidence } from '../evidence.ts';
import { isSilent, outcomeKey } from '../outcome.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { describeFailure } from '../languages/describe.ts';
import type { Job } from './job.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { measureCases } from './project-cases.ts';
import { measureVotes } from './votes.ts';

/** Runs what is new, lets tests earn their votes, ranks the candidates and reports the scores. */
export function* judge(context: StrategyContext, job: Job, board: Board): Routine<Ranking> {
  yield* report({ type: 'state', node: job.node, state: 'running' });
  yield* measureCases(context, job, board);
  yield* board.run('candidates');
  yield* measureVotes(context, job, board);
  return yield* rank(context, job, board);
}

/** Ranks the candidates from what is known and reports the scores. */
export function* rank(context: StrategyContext, job: Job, board: Board): Routine<Ranking> {
  const matrix = board.matrix();
  const ranking = context.selector.rank(matrix, context.random.fork(`${job.node}/rank`));
  const tests = [...board.trusted, ...board.voting];
  yield* report({ type: 'tests', node: job.node, tests });
  yield* report({ type: 'probes', node: job.node, calls: matrix.calls ?? [] });
  const scores: CandidateScore[] = [];
  const agreements = board.agreements();
  for (const { candidate, score, evidence } of ranking.order) {
    const entry = board.entry(candidate);
    if (entry === undefined) continue;
    const evidenced = [...gateEvidence(entry, board, context), ...evidence];
    const scored = { ...standing(entry, board), score, evidence: evidenced };
    for (const { id } of entry.members) {
      scores.push({ candidate: id, agrees: agreements.get(entry) ?? 0, ...scored });
    }
  }
  yield* report({ type: 'matrix', node: job.node, matrix: board.results() });
  yield* report({ type: 'scores', node: job.node, scores });
  return ranking;
}

function standing(entry: Entry, board: Board) {
  const trustedPassed = board.trusted.filter(({ id }) => hasPassed(entry, id)).length;
  return {
    gate: trustedPassed === board.trusted.length,
    trustedPassed,
    trustedTotal: board.trusted.length,
    generatedPassed: board.voting.filter(({ id }) => hasPassed(entry, id)).length,
    generatedTotal: board.voting.length,
  };
}

/** The first trusted test that a candidate failed, and how. */
function gateEvidence(entry: Entry, board: Board, { task }: StrategyContext): readonly Evidence[] {
  const failed = board.trusted.find(({ id }) => !hasPassed(entry, id));
  const result = failed && entry.results.get(failed.id);
  if (failed === undefined || result === undefined) return [];
  const note = `Trusted example failed: ${describeFailure(failed, result, task.language)}`;
  return [{ source: 'trusted-examples', weight: 1, note }];
}

export function hasPassed(entry: Entry, test: string): boolean {
  return entry.results.get(test)?.passed === true;
}

/** All that counts: trusted tests, generated ones that have a vote, and bare calls. */
export function countingChecks({ trusted, voting, calls }: Board): readonly (Probe | Test)[] {
  return [...trusted, ...voting, ...calls.filter((check) => !('expectation' in check))];
}

export function passesGate(entry: Entry, board: Board): boolean {
  return board.trusted.every(({ id }) => hasPassed(entry, id));
}

/** Whether it passed a trusted test of which its own objects could not decide the verdict. */
export function isProved(entry: Entry, board: Board): boolean {
  return board.trusted.some(({ id }) => {
    const result = entry.results.get(id);
    return result?.passed === true && result.forgeable !== true;
  });
}

/**
 * Representatives of the readings that survive: the best entries with different behaviour, of those
 * that pass the gate where any does.
 */
export function readings(board: Board, ranking: Ranking, limit: number): readonly Entry[] {
  const ordered = ranking.order.flatMap(({ candidate }) => board.entry(candidate) ?? []);
  const passing = ordered.filter((entry) => passesGate(entry, board));
  const seen = new Set<string>();
  const found = (passing.length > 0 ? passing : ordered).filter((entry) => {
    const fingerprint = board.fingerprint(entry);
    return seen.size < limit && !seen.has(fingerprint) && seen.add(fingerprint).size > 0;
  });
  return found;
}

/** The key by which outcomes of two entries on a check are compared; undefined where it is silent. */
export function resultKey(entry: Entry, check: string): string | undefined {
  const outcome = entry.results.get(check)?.outcome;
  return outcome === undefined || isSilent(outcome) ? undefined : outcomeKey(outcome);
}
