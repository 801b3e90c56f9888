import type { Test } from '../check.ts';
import { ask, report, type Routine } from '../engine/step.ts';
import { distinguish } from '../operators/distinguish.ts';
import { label } from '../operators/label.ts';
import { specificationOf } from '../operators/specification.ts';
import type { Duel, Ranking } from '../selectors/selector.ts';
import type { Board, Entry } from './board.ts';
import { surroundingsOf, type Job } from './job.ts';
import { hasPassed, judge, readings } from './judge.ts';
import type { StrategyContext } from './strategy.ts';

/** Readings that are told apart at once. */
const readingLimit = 3;
/** Inputs that are labelled, and independent labels for each. */
const labelledCalls = 5;
const labelSamples = 3;

/**
 * While the selector finds the first candidates too close: looks for inputs on which they differ,
 * has the right results said from the specification alone, and ranks again. A label is one more
 * generated test: it votes and never decides alone.
 */
export function* tellApart(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
): Routine<Ranking> {
  let ranking = first;
  for (let round = 0; round < context.settings.distinguishRounds; round++) {
    if (ranking.decision !== 'probe-more') break;
    const close = readings(board, ranking, readingLimit);
    yield* report({
      type: 'state',
      node: job.node,
      state: 'writing-tests',
      note: 'Looking for an input that tells the best candidates apart.',
    });
    const differing = yield* differingCalls(context, job, board, close);
    const tests = differing.length === 0 ? [] : yield* labels(context, job, board, differing);
    board.addTests(tests);
    yield* board.run('candidates');
    board.addRound(duelsOf(close, tests));
    ranking = yield* judge(context, job, board);
  }
  return ranking;
}

/** Known inputs on which the readings differ, or else new ones that a model finds. */
function* differingCalls(
  context: StrategyContext,
  job: Job,
  board: Board,
  close: readonly Entry[],
): Routine<readonly string[]> {
  const { settings, task } = context;
  const asked = yield* ask(job.node, distinguish, {
    subject: job.subject,
    surroundings: surroundingsOf(task),
    readings: (close.length > 1 ? close : board.entries.slice(0, readingLimit)).map(
      ({ candidate }) => [...(candidate.beside ?? []), candidate.code].join('\n\n'),
    ),
    tried: board.matrix().calls ?? [],
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  });
  const added = new Set(asked.ok ? board.addCalls(asked.value.output) : []);
  yield* board.run('distinguish');
  const [first, ...others] = close;
  if (first === undefined) return [];
  const differing = others.flatMap((other) => board.differences(first, other));
  const calls = [...new Set(differing.map(({ call }) => call))];
  const fresh = calls.filter((call) => added.has(call));
  return [...fresh, ...calls.filter((call) => !added.has(call))].slice(0, labelledCalls);
}

function* labels(
  context: StrategyContext,
  job: Job,
  board: Board,
  calls: readonly string[],
): Routine<readonly Test[]> {
  const { settings, task } = context;
  const asked = yield* ask(job.node, label, {
    specification: specificationOf(job.subject, surroundingsOf(task), board.trusted),
    calls,
    samples: labelSamples,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  });
  if (!asked.ok) return [];
  const round = board.generated.filter(({ id }) => id.startsWith('d')).length;
  return asked.value.output.map((test, index) => ({ ...test, id: `d${round + index + 1}` }));
}

/** Who wins which labelled input, for selectors that judge in pairs. */
function duelsOf(close: readonly Entry[], tests: readonly Test[]): readonly Duel[] {
  return close.flatMap((one, at) =>
    close.slice(at + 1).flatMap((other) =>
      tests.flatMap((test): Duel[] => {
        const [a, b] = [hasPassed(one, test.id), hasPassed(other, test.id)];
        const verdict = a === b ? 'tie' : a ? 'first' : 'second';
        const mirrored = { first: 'second', second: 'first', tie: 'tie' } as const;
        const [first, second] = [one.candidate.id, other.candidate.id];
        return [
          { first, second, verdict },
          { first: second, second: first, verdict: mirrored[verdict] },
        ];
      }),
    ),
  );
}
