import type { TestStrength, WithheldVote, Test } from '../check.ts';
import { outcomeKey } from '../outcome.ts';
import type { CheckResult } from '../ports.ts';
import { isFault } from '../selectors/faults.ts';
import type { MutationProgram } from './mutation-programs.ts';

export interface EarnedVotes {
  /** Ids of the tests that earned a vote. */
  readonly votes: ReadonlySet<string>;
  /** How strong the tests are that earned a vote, by id. */
  readonly strengths: ReadonlyMap<string, TestStrength>;
  readonly withheld: readonly WithheldVote[];
}

/**
 * A generated test votes only after it failed where it must: on the stub, whose body is empty, and
 * on at least one mutant. Tests that cannot fail make "most tests passed" worse than chance; this is
 * how their quality is measured instead of assumed.
 *
 * A mutant counts as failed only where it answered: one that hangs, crashes or trips over a name it
 * lost fails every test alike, and says nothing of the test. Where there is no stub, or no mutant
 * answered at all, that half of the rule is waived, since it measured nothing.
 *
 * @param results `results[p][t]`: program p on test t, as a Runner gives them for these programs and
 *   tests.
 */
export function earnedVotes(
  tests: readonly Test[],
  programs: readonly MutationProgram[],
  results: readonly (readonly CheckResult[])[],
): EarnedVotes {
  const rowsOf = (kind: MutationProgram['kind']) =>
    programs.flatMap((program, index) => (program.kind === kind ? [results[index] ?? []] : []));
  const stubs = rowsOf('stub');
  const mutants = rowsOf('mutant').filter((row) => row.some(answered));
  const votes = new Set<string>();
  const strengths = new Map<string, TestStrength>();
  const withheld: WithheldVote[] = [];
  tests.forEach((test, index) => {
    if (stubs.some((row) => row[index]?.passed === true)) {
      withheld.push({
        test: test.id,
        reason: 'passes-on-stub',
        note: 'No vote: it also passes when the body is empty.',
      });
    } else if (mutants.length > 0 && !mutants.some((row) => isKilled(row[index]))) {
      withheld.push({
        test: test.id,
        reason: 'no-mutant-fails',
        note: `No vote: it fails on none of ${mutants.length} mutants.`,
      });
    } else {
      votes.add(test.id);
      strengths.set(test.id, {
        stub: stubs.length > 0,
        mutants: mutants.length,
        failed: mutants.filter((row) => isKilled(row[index])).length,
      });
    }
  });
  return { votes, strengths, withheld };
}

function isKilled(result: CheckResult | undefined): boolean {
  return result !== undefined && result.passed === false && answered(result);
}

function answered({ outcome }: CheckResult): boolean {
  return (
    outcome.kind === 'value' || (outcome.kind === 'exception' && !isFault(outcomeKey(outcome)))
  );
}
