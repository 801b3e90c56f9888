import type { Test } from '../check.ts';
import { ask, report, type Routine } from '../engine/step.ts';
import { distinguish } from '../operators/distinguish.ts';
import { label } from '../operators/label.ts';
import { specificationOf } from '../operators/specification.ts';
import type { Duel, Ranking } from '../selectors/selector.ts';
import type { Board, Entry } from './board.ts';
import { surroundingsOf, type Job } from './job.ts';
import { hasPassed, judge, readings } from './judge.ts';
import type { StrategyContext } from '../engine/strategy.ts';

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
    yield* report({
      type: 'state',
      node: job.node,
      state: 'writing-tests',
      note: 'Looking for an input that tells the best candidates apart.',
    });
    const added = yield* newCalls(context, job, board, readings(board, ranking, readingLimit));
    // The new inputs may have split what behaved alike before.
    const close = readings(board, ranking, readingLimit);
    const calls = differingCalls(board, close, added);
    const tests = calls.length === 0 ? [] : yield* labels(context, job, board, calls);
    board.addTests(tests);
    yield* board.run('candidates');
    board.addRound(duelsOf(close, tests));
    ranking = yield* judge(context, job, board);
  }
  return ranking;
}

/** Has a model look for inputs on which the readings differ, and runs all candidates on them. */
function* newCalls(
  context: StrategyContext,
  job: Job,
  board: Board,
  close: readonly Entry[],
): Routine<readonly string[]> {
  const { settings, task } = context;
  const shown = close.length > 1 ? close : board.entries.slice(0, readingLimit);
  const differing = new Set(differences(board, shown));
  const asked = yield* ask(job.node, distinguish, {
    subject: job.subject,
    surroundings: surroundingsOf(task),
    readings: shown.map(({ candidate }) =>
      [...(candidate.beside ?? []), candidate.code].join('\n\n'),
    ),
    tried: (board.matrix().calls ?? []).filter((call) => !differing.has(call)),
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  });
  const added = asked.ok ? board.addCalls(asked.value.output) : [];
  yield* board.run('distinguish');
  return added;
}

/** Calls on which the first reading and another one differ, the new ones first. */
function differingCalls(
  board: Board,
  close: readonly Entry[],
  added: readonly string[],
): readonly string[] {
  const calls = differences(board, close);
  const fresh = calls.filter((call) => added.includes(call));
  const known = calls.filter((call) => !added.includes(call));
  return [...fresh, ...known].slice(0, labelledCalls);
}

function differences(board: Board, [first, ...others]: readonly Entry[]): readonly string[] {
  if (first === undefined) return [];
  const found = others.flatMap((other) => board.differences(first, other));
  return [...new Set(found.map(({ call }) => call))];
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
