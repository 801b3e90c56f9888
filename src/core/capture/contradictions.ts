import type { Test } from '../check.ts';
import type { Language } from '../languages/language.ts';

/** What several tests say of one call, each something else. */
export interface Contradiction {
  readonly call: string;
  readonly tests: readonly Test[];
}

export interface Agreement {
  readonly agreed: readonly Test[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * Tests apart from those that contradict each other: the same call cannot give two values, nor a value
 * and an exception. Which of them is meant, only people can say, so none of them counts.
 */
export function apart(tests: readonly Test[], language: Language): Agreement {
  const groups = new Map<string, Test[]>();
  for (const test of tests) {
    if (test.expectation.kind === 'holds') continue;
    const group = groups.get(test.call);
    if (group) group.push(test);
    else groups.set(test.call, [test]);
  }
  const contradictions = [...groups].flatMap(([call, group]) => {
    const [first, ...others] = group;
    const differs = first && others.some((other) => contradict(first, other, language));
    return differs ? [{ call, tests: group }] : [];
  });
  const disputed = new Set(contradictions.flatMap((each) => each.tests));
  return { agreed: tests.filter((test) => !disputed.has(test)), contradictions };
}

/** True where no program passes both tests of a call. */
export function contradict(one: Test, other: Test, language: Language): boolean {
  if (one.call !== other.call) return false;
  const [a, b] = [one.expectation, other.expectation];
  if (a.kind === 'holds' || b.kind === 'holds') return false;
  if (a.kind === 'throws' || b.kind === 'throws') return a.kind !== b.kind;
  const values = [a, b].map(({ expected }) => language.literals.literal(expected));
  const [value, rival] = values;
  // Without running anything nobody knows what other expressions come to.
  if (!value || !rival) return false;
  const { meaning } = language;
  if (meaning.key(value) === meaning.key(rival)) return false;
  const isNear = a.tolerance !== undefined || b.tolerance !== undefined;
  return !isNear && a.orPrinted !== true && b.orPrinted !== true;
}
