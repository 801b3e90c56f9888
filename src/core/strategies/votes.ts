import { derive, report, run, type Routine } from '../engine/step.ts';
import { earnedVotes, type EarnedVotes } from '../mutation/earned-votes.ts';
import { mutationPrograms, type MutationProgram } from '../mutation/mutation-programs.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import type { Job } from './job.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** Mutants in all, and candidates that they are made from. */
const mutants = 12;
const bases = 3;

/** Wall time of one call of a mutant, in ms: a mutant that hangs says nothing of a test. */
const mutantMs = 250;

/** Lets generated tests that are new earn their vote: on a stub and on mutants they must fail. */
export function* measureVotes(context: StrategyContext, job: Job, board: Board): Routine<void> {
  const tests = board.unmeasured;
  if (tests.length === 0 || board.entries.length === 0) return;
  board.mutationPrograms ??= yield* mutationProgramsOf(context, job, board);
  const programs = board.mutationPrograms;
  if (programs.length === 0) return;
  const { language } = context.task;
  const reply = yield* run(job.node, 'mutants', {
    language,
    programs,
    checks: tests,
    ...(yield* board.referenceFor(tests)),
    limits: { callMs: mutantMs },
    stopEarly: true,
  });
  const earned = withRivals(earnedVotes(tests, programs, reply.results), board);
  board.measure(earned);
  for (const { test, note } of earned.withheld) {
    const call = tests.find(({ id }) => id === test)?.call ?? test;
    yield* report({ type: 'note', node: job.node, note: `${call}: ${note}` });
  }
}

/** A candidate that fails a test which another passes is as good as a mutant on which it fails. */
function withRivals({ votes, strengths, withheld }: EarnedVotes, board: Board): EarnedVotes {
  const saved = withheld.flatMap(({ test, reason }) => {
    const passing = board.entries.filter(
      ({ results }) => results.get(test)?.passed === true,
    ).length;
    const failed = board.entries.length - passing;
    return reason === 'no-mutant-fails' && passing > 0 && failed > 0
      ? [[test, { stub: true, mutants: board.entries.length, failed }] as const]
      : [];
  });
  const ids = new Set(saved.map(([id]) => id));
  return {
    votes: new Set([...votes, ...ids]),
    strengths: new Map([...strengths, ...saved]),
    withheld: withheld.filter(({ test }) => !ids.has(test)),
  };
}

function* mutationProgramsOf(
  context: StrategyContext,
  job: Job,
  board: Board,
): Routine<readonly MutationProgram[]> {
  const { language } = context.task;
  const random = context.random.fork(`${job.node}/mutants`);
  const programs = yield* board.programsOf(largestClusters(board));
  return yield* derive(job.node, 'mutants', ({ parser }) =>
    mutationPrograms(parser, language, programs, { mutants, random }),
  );
}

/** One entry of each of the largest groups that behave alike. */
function largestClusters(board: Board): readonly Entry[] {
  const clusters = new Map<string, { first: Entry; size: number }>();
  for (const entry of board.entries) {
    const fingerprint = board.fingerprint(entry);
    const known = clusters.get(fingerprint);
    if (known === undefined)
      clusters.set(fingerprint, { first: entry, size: entry.members.length });
    else known.size += entry.members.length;
  }
  return [...clusters.values()]
    .sort((a, b) => b.size - a.size)
    .slice(0, bases)
    .map(({ first }) => first);
}
