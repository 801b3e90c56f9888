import type { Program } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { inputSource, splitting } from '../../src/core/strategies/free-inputs.ts';
import type { RecordedTask } from './data.ts';
import { drive, type Driver } from './drive.ts';

/** What came of one pair of a right and a wrong program. */
export interface Told {
  readonly task: string;
  readonly isTold: boolean;
  /** Both programs could be loaded. */
  readonly isLoaded: boolean;
  /** Only by an exception that is a program's own fault. */
  readonly isFault: boolean;
  readonly call: string;
  /** Processor time of both programs on all inputs, and of making these, in ms. */
  readonly ms: number;
  readonly wrong: string;
  readonly right: string;
}

/** Right and wrong programs that pass the examples, each wrong one once, with a right one by seed. */
export function pairsOf(task: RecordedTask, most: number, seed: number) {
  const random = new SeededRandom(`${task.id}/${seed}`);
  const passing = task.programs.filter(({ passes }) => passes);
  const right = passing.filter((each) => each.right);
  const wrong = shuffled(
    passing.filter((each) => !each.right),
    random,
  );
  if (right.length === 0) return [];
  return wrong.slice(0, most).flatMap((one) => {
    const other = right[random.below(right.length)];
    return other === undefined ? [] : [{ wrong: one.code, right: other.code }];
  });
}

/** Looks for an input that tells two programs apart, as the search does. */
export async function tell(
  { id, name, task }: RecordedTask,
  pair: { readonly wrong: string; readonly right: string },
  seed: number,
  driver: Driver,
): Promise<Told> {
  const programs: readonly Program[] = [
    { id: 'right', source: pair.right, entry: name },
    { id: 'wrong', source: pair.wrong, entry: name },
  ];
  const calls = task.examples.flatMap((test) =>
    test.expectation.kind === 'holds' ? [] : [test.call],
  );
  const before = process.cpuUsage();
  const { language, contract } = task;
  const source = await drive(
    inputSource({ task, random: new SeededRandom(seed) }, name, { contract, language }, calls, [
      pair.right,
      pair.wrong,
    ]),
    driver,
  );
  const { split, ms, results } = await drive(splitting(name, language, source, programs), driver);
  const { user, system } = process.cpuUsage(before);
  return {
    task: id,
    isTold: split !== undefined,
    isLoaded: results.every((row) => row.some(({ outcome }) => outcome.kind !== 'refused')),
    isFault: split?.isFault === true,
    call: split?.call ?? '',
    ms: ms + (user + system) / 1000,
    ...pair,
  };
}

export function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
