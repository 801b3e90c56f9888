import { derive, report, run, type Routine } from '../engine/step.ts';
import { earnedVotes } from '../mutation/earned-votes.ts';
import { mutationPrograms, type MutationProgram } from '../mutation/mutation-programs.ts';
import type { Board, Entry } from './board.ts';
import type { Job } from './job.ts';
import type { StrategyContext } from './strategy.ts';

/** Mutants in all, and candidates that they are made from. */
const mutants = 12;
const bases = 3;

/** Wall time of one call of a mutant, in ms: a mutant that hangs says nothing of a test. */
const mutantMs = 250;

/** Programs on which the tests of one board are measured; made once, when the first tests come. */
export class VoteMeter {
  #programs: readonly MutationProgram[] | undefined;

  /** Lets generated tests that are new earn their vote: on a stub and on mutants they must fail. */
  *measure(context: StrategyContext, job: Job, board: Board): Routine<void> {
    const tests = board.unmeasured;
    if (tests.length === 0 || board.entries.length === 0) return;
    const programs = yield* this.#made(context, job, board);
    if (programs.length === 0) return;
    const { language } = context.task;
    const reply = yield* run(job.node, 'mutants', {
      language,
      programs,
      checks: tests,
      limits: { callMs: mutantMs },
      stopEarly: true,
    });
    const earned = earnedVotes(tests, programs, reply.results);
    board.measure(earned);
    for (const { test, note } of earned.withheld) {
      const call = tests.find(({ id }) => id === test)?.call ?? test;
      yield* report({ type: 'note', node: job.node, note: `${call}: ${note}` });
    }
  }

  *#made(context: StrategyContext, job: Job, board: Board): Routine<readonly MutationProgram[]> {
    const { language } = context.task;
    const random = context.random.fork(`${job.node}/mutants`);
    const programs = largestClusters(board).map(({ candidate, source }) => ({
      id: candidate.id,
      source,
      entry: job.entryName,
    }));
    this.#programs ??= yield* derive(job.node, 'mutants', ({ parser }) =>
      mutationPrograms(parser, language, programs, { mutants, random }),
    );
    return this.#programs;
  }
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
