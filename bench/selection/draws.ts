import { SeededRandom } from '../../src/core/random.ts';
import type { OutcomeMatrix } from '../../src/core/selectors/selector.ts';
import type { TaskOutcomes } from './outcomes.ts';

/** One random order of a task's samples; its prefixes are the draws of n and of M. */
export interface Draw {
  readonly solutions: readonly number[];
  readonly tests: readonly number[];
  readonly random: SeededRandom;
}

/** The same draw for every selector, n and M: comparisons are paired. */
export function drawOf(outcomes: TaskOutcomes, seed: number, index: number): Draw {
  const random = new SeededRandom(`${seed}/${outcomes.task}/${index}`);
  return {
    solutions: permutation(outcomes.ofSample.length, random),
    tests: permutation(outcomes.samples.length, random),
    random,
  };
}

function permutation(length: number, random: SeededRandom): readonly number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let at = length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    const [a, b] = [order[at] ?? 0, order[other] ?? 0];
    order[at] = b;
    order[other] = a;
  }
  return order;
}

export interface View {
  /** Samples drawn, and samples of the test writer drawn. */
  readonly n: number;
  readonly m: number;
  /** Whether the docstring's examples gate. */
  readonly gate: boolean;
  /** Whether only tests vote that failed on a stub and on a mutant; all when absent. */
  readonly earned?: boolean;
}

/**
 * What a selector sees of a draw: the distinct candidates among the first n samples with their
 * multiplicity, the tests of the first m test samples with theirs, and the calls inside those tests
 * as inputs. Of the hidden tests there is nothing here to see.
 */
export function matrixOf(
  outcomes: TaskOutcomes,
  draw: Draw,
  { n, m, gate, earned = false }: View,
): OutcomeMatrix {
  const multiplicities = new Map<number, number>();
  for (const sample of draw.solutions.slice(0, n)) {
    const candidate = outcomes.ofSample[sample] ?? 0;
    multiplicities.set(candidate, (multiplicities.get(candidate) ?? 0) + 1);
  }
  const weights = new Map<number, number>();
  const inputs = new Set<number>(outcomes.free);
  const stated = new Map<number, string | null>();
  for (const sample of draw.tests.slice(0, m)) {
    for (const { test, calls } of outcomes.samples[sample] ?? []) {
      weights.set(test, (weights.get(test) ?? 0) + 1);
      const [only] = calls;
      stated.set(test, calls.length === 1 ? (outcomes.calls[only ?? 0] ?? null) : null);
      for (const call of calls) inputs.add(call);
    }
  }
  const voting = new Set(outcomes.earned);
  const tests = [...weights.keys()].filter((test) => !earned || voting.has(test));
  const columns = [...inputs];
  const gated = gate && outcomes.examples > 0;
  return {
    rows: [...multiplicities].flatMap(([candidate, multiplicity]) => {
      const row = outcomes.rows[candidate];
      if (row === undefined) return [];
      return {
        ...row,
        multiplicity,
        gate: gated ? row.gate : true,
        outcomes: columns.map((column) => row.outcomes[column] ?? null),
        passes: tests.map((test) => row.passes[test] === true),
      };
    }),
    testWeights: tests.map((test) => weights.get(test) ?? 0),
    testCalls: tests.map((test) => stated.get(test) ?? null),
    gated,
    calls: columns.map((column) => outcomes.calls[column] ?? ''),
  };
}
