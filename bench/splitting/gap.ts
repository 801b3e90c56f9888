import { SeededRandom } from '../../src/core/random.ts';
import type { CheckResult } from '../../src/core/ports.ts';
import { buildMatrix } from '../../src/core/selectors/matrix.ts';
import { selectors } from '../../src/core/selectors/index.ts';
import { inputSource } from '../../src/core/strategies/free-inputs.ts';
import { shuffled } from './pairs.ts';
import type { Recorded, RecordedTask } from './data.ts';
import { drive, type Driver } from './drive.ts';

/** Share of right choices among samples of one task, over the draws. */
export interface Choice {
  readonly task: string;
  readonly random: number;
  /** By selector, in the order asked for. */
  readonly chosen: readonly number[];
  readonly oracle: number;
}

/** Samples of a draw, and draws. */
const drawn = 10;
const draws = 20;
/** Inputs of a task. */
const inputs = 120;
const callMs = 250;
const signal = new AbortController().signal;

/** What programs do on free inputs of a task, by program: those that pass its examples. */
export async function behaviour(
  { name, task, programs }: RecordedTask,
  seed: number,
  driver: Driver,
): Promise<{
  readonly calls: readonly string[];
  readonly results: ReadonlyMap<Recorded, readonly CheckResult[]>;
}> {
  const known = task.examples.flatMap((test) =>
    test.expectation.kind === 'holds' ? [] : [test.call],
  );
  const passing = programs.filter(({ passes }) => passes);
  const { language, contract } = task;
  const source = await drive(
    inputSource({ task, random: new SeededRandom(seed) }, name, { contract, language }, known, []),
    driver,
  );
  const calls = source.next(inputs);
  const reply = await driver.runner.run(
    {
      language,
      programs: passing.map(({ code }, at) => ({ id: `p${at}`, source: code, entry: name })),
      checks: calls.map((call, at) => ({ id: `free-${at + 1}`, call })),
      limits: { callMs },
    },
    { signal },
  );
  if (!reply.ok) throw new Error(reply.error.message);
  return {
    calls,
    results: new Map(passing.map((program, at) => [program, reply.value.results[at] ?? []])),
  };
}

/** Chooses among ten samples, behind the gate of examples, by what they do on free inputs alone. */
export async function choose(
  recorded: RecordedTask,
  names: readonly string[],
  seed: number,
  driver: Driver,
): Promise<Choice> {
  const { calls, results } = await behaviour(recorded, seed, driver);
  const judges = names.map((wanted) => {
    const selector = selectors.find(({ name }) => name === wanted);
    if (selector === undefined) throw new Error(`There is no selector ${wanted}.`);
    return selector;
  });
  const chosen = judges.map(() => 0);
  const samples = recorded.programs.flatMap((program) =>
    Array.from({ length: program.samples }, () => program),
  );
  const checks = calls.map((call, at) => ({ id: `free-${at + 1}`, call }));
  let [random, oracle] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const chance = new SeededRandom(`${recorded.id}/${seed}/${draw}`);
    const some = shuffled(samples, chance).slice(0, drawn);
    const gated = some.filter(({ passes }) => passes);
    const pool = gated.length > 0 ? gated : some;
    random += pool.filter(({ right }) => right).length / pool.length;
    if (some.some(({ right }) => right)) oracle += 1;
    const distinct = [...new Set(pool)];
    const matrix = buildMatrix(
      checks,
      distinct.map((program, at) => ({
        candidate: String(at),
        size: program.code.length,
        multiplicity: pool.filter((each) => each === program).length,
        results: results.get(program) ?? [],
      })),
    );
    for (const [at, selector] of judges.entries()) {
      const [first] = selector.rank(matrix, chance.fork('rank')).order;
      if (distinct[Number(first?.candidate)]?.right === true) chosen[at] = (chosen[at] ?? 0) + 1;
    }
  }
  return {
    task: recorded.id,
    random: random / draws,
    chosen: chosen.map((count) => count / draws),
    oracle: oracle / draws,
  };
}
