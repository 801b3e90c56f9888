import type { Test } from '../check.ts';
import { ask, report, type Routine } from '../engine/step.ts';
import { distinguish } from '../operators/distinguish.ts';
import { label } from '../operators/label.ts';
import { specificationOf } from '../operators/specification.ts';
import type { Duel, Ranking } from '../selectors/selector.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { openDifferences, settled } from './contenders.ts';
import type { Doubts } from './doubts.ts';
import { inputSource, splitting } from './free-inputs.ts';
import { surroundingsOf, type Job } from './job.ts';
import { hasPassed, judge, readings } from './judge.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { isReferenceFitting } from './oracle.ts';

/** Readings that are told apart at once. */
const readingLimit = 3;
/** Inputs made without a model that take part. */
const freeLimit = 8;
/** Inputs that are labelled, and independent labels for each. */
const labelledCalls = 5;
const labelSamples = 3;

/**
 * While candidates that no test speaks against give different results: has the right ones said from
 * the specification alone, for the shortest inputs that are known first. Where none is known and the
 * selector finds the first candidates too close, one is looked for: without a model first, then by one. A label that most of those
 * asked give is one more generated test, and settles the difference it was asked for.
 */
export function* tellApart(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
  doubts: Doubts,
): Routine<Ranking> {
  const { distinguishRounds: rounds } = context.settings;
  let ranking = first;
  let searched = 0;
  // Each round labels a known difference or searches for one.
  for (let round = 0; round < 2 * rounds; round++) {
    const known = knownCalls(board, ranking, doubts);
    if (known.length > 0) {
      yield* says(job, 'Having the results of inputs on which candidates differ said.');
      const close = readings(board, ranking, readingLimit);
      const tests = yield* labels(context, job, board, known, doubts);
      board.addTests(tests);
      for (const { id } of tests) doubts.labels.add(id);
      yield* board.run('candidates');
      board.addRound(duelsOf(close, tests));
    } else {
      // Where a slow reference judges, it has told them apart.
      const isClose =
        doubts.oracle === undefined && readings(board, ranking, readingLimit).length > 1;
      if (ranking.decision !== 'probe-more' || !isClose || searched >= rounds) break;
      yield* says(job, 'Looking for an input that tells the best candidates apart.');
      searched += 1;
      const found = yield* freeCalls(context, job, board, ranking);
      if (found.length > 0) {
        board.addCalls(found);
        yield* board.run('distinguish');
      } else {
        yield* newCalls(context, job, board, readings(board, ranking, readingLimit), doubts);
      }
      board.addRound([]);
    }
    ranking = settled(yield* judge(context, job, board), board, doubts);
  }
  return ranking;
}

function* says(job: Job, note: string): Routine<void> {
  yield* report({ type: 'state', node: job.node, state: 'writing-tests', note });
}

/** Calls on which contenders differ and of which nobody was asked yet. */
function knownCalls(board: Board, ranking: Ranking, doubts: Doubts): readonly string[] {
  const calls = openDifferences(board, ranking, doubts).map(({ check }) => check.call);
  return [...new Set(calls)].filter((call) => !doubts.asked.has(call)).slice(0, labelledCalls);
}

/**
 * Inputs on which the readings give different results, the smallest first, where they can be had without a
 * model: for plain data alone.
 */
function* freeCalls(
  context: StrategyContext,
  job: Job,
  board: Board,
  ranking: Ranking,
): Routine<readonly string[]> {
  const close = readings(board, ranking, readingLimit);
  const [first] = close;
  if (first === undefined || !isReferenceFitting(job)) return [];
  const known = board.calls.flatMap(({ id, call }) =>
    first.results.get(id)?.outcome.kind === 'value' ? [call] : [],
  );
  const programs = yield* board.programsOf(close);
  const codes = close.map(({ candidate }) => candidate.code);
  const source = yield* inputSource(context, job.node, job.subject, known, codes);
  const found = yield* splitting(job.node, context.task.language, source, programs);
  if (found.split === undefined || found.split.isFault) return [];
  return [found.split.call, ...found.others].slice(0, freeLimit);
}

/** Has a model look for inputs on which the readings differ, and runs all candidates on them. */
function* newCalls(
  context: StrategyContext,
  job: Job,
  board: Board,
  close: readonly Entry[],
  doubts: Doubts,
): Routine<void> {
  const { settings, task } = context;
  const shown = close.length > 1 ? close : board.entries.slice(0, readingLimit);
  const [first, ...others] = shown;
  const differing = new Set(
    others.flatMap((other) =>
      first === undefined ? [] : board.differences(first, other).map(({ call }) => call),
    ),
  );
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
  if (asked.ok) board.addCalls(asked.value.output);
  else doubts.missed('telling candidates apart', asked.error);
  yield* board.run('distinguish');
}

/**
 * Labels of calls. Silence counts: what most of those asked leave out is not settled by the
 * description, and the few who say something have guessed.
 */
function* labels(
  context: StrategyContext,
  job: Job,
  board: Board,
  calls: readonly string[],
  doubts: Doubts,
): Routine<readonly Test[]> {
  const { settings, task } = context;
  const asked = yield* ask(job.node, label, {
    specification: specificationOf(job.subject, surroundingsOf(task), board.trusted),
    calls,
    samples: labelSamples,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  });
  if (!asked.ok) doubts.missed('labels', asked.error);
  const said = asked.ok ? asked.value.output : [];
  const settled = said.filter(({ multiplicity = 1 }) => 2 * multiplicity > labelSamples);
  for (const call of calls) {
    doubts.asked.add(call);
    if (!settled.some((test) => test.call === call)) doubts.unsettled.add(call);
  }
  const before = doubts.labels.size;
  return settled.map((test, index) => ({ ...test, id: `d${before + index + 1}` }));
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
