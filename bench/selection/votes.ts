import type { Test } from '../../src/core/check.ts';
import { earnedVotes } from '../../src/core/mutation/earned-votes.ts';
import { mutationPrograms } from '../../src/core/mutation/mutation-programs.ts';
import type { Runner, Parser } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/core/random.ts';
import type { MatrixRow } from '../../src/core/selectors/selector.ts';
import type { Candidates, RecordedCandidate } from './candidates.ts';
import type { RecordedTask } from './data.ts';

export interface KnownCandidates extends Candidates {
  /** The tests that can be run. */
  readonly runnable: readonly Test[];
  /** In the order of `distinct`. */
  readonly rows: readonly MatrixRow[];
  readonly callMs: number;
}

const signal = new AbortController().signal;

/** Mutants in all, and candidates that they are made from: one of each of the largest clusters. */
const mutants = 12;
const bases = 3;

/** Runs the tests on a stub and on mutants, as the product does before they vote. */
export async function votesOf(
  task: RecordedTask,
  runner: Runner,
  parser: Parser,
  known: KnownCandidates,
): Promise<ReadonlySet<string>> {
  const { distinct, ofSample, runnable, rows, callMs } = known;
  const language = task.language ?? 'python';
  if (runnable.length === 0) return new Set();
  const clusters = new Map<string, { readonly base: RecordedCandidate; size: number }>();
  distinct.forEach((base, index) => {
    const outcomes = rows[index]?.outcomes ?? [];
    if (base.stub || outcomes.every((outcome) => outcome === null)) return;
    const samples = ofSample.filter((of) => of === index).length;
    const cluster = clusters.get(outcomes.join('\n')) ?? { base, size: 0 };
    cluster.size += samples;
    clusters.set(outcomes.join('\n'), cluster);
  });
  const largest = [...clusters.values()].sort((a, b) => b.size - a.size).slice(0, bases);
  const programs = await mutationPrograms(
    parser,
    language,
    largest.map(({ base }) => ({ id: base.id, source: base.source, entry: task.entry })),
    { mutants, random: new SeededRandom(task.id) },
  );
  const reply = await runner.run(
    { language, programs, checks: runnable, limits: { callMs } },
    { signal },
  );
  if (!reply.ok) throw new Error(`${task.id}: ${reply.error.message}`);
  return earnedVotes(runnable, programs, reply.value.results).votes;
}
