import type { Expectation, Test } from '../check.ts';
import { question, report, type Routine } from '../engine/step.ts';
import type { Outcome } from '../outcome.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { LanguageId } from '../text.ts';
import type { Board, Entry } from './board.ts';
import { describeOutcome, shownValue } from '../languages/describe.ts';
import type { Job } from './job.ts';
import { judge, readings, resultKey } from './judge.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** Most questions about one function. */
const questionLimit = 2;
const choiceLimit = 3;
/** Values longer than this cannot be shown whole, so they cannot become an example. */
const valueLimit = 4000;

/**
 * Where two readings survive all tests: shows the user an input on which they differ. The answer is
 * a trusted example from then on, and the candidates meet the gate again.
 */
export function* askUser(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
): Routine<Ranking> {
  let ranking = first;
  for (let count = 1; count <= questionLimit && ranking.decision === 'ask-user'; count++) {
    const split = splitOf(board, ranking, context.task.language);
    if (split === undefined) break;
    yield* report({
      type: 'state',
      node: job.node,
      state: 'asking',
      note: `Candidates differ on ${split.call}.`,
    });
    const answer = yield* question(job.node, {
      node: job.node,
      call: split.call,
      choices: split.choices.map(({ shown, expectation }) => ({
        shown,
        expected: expectation.kind === 'equals' ? expectation.expected : shown,
      })),
    });
    if (answer.kind === 'unanswered') break;
    const expectation: Expectation | undefined =
      answer.kind === 'choice'
        ? split.choices[answer.index]?.expectation
        : { kind: 'equals', expected: answer.expected };
    if (expectation === undefined) break;
    const test: Test = { id: `user-${count}`, call: split.call, source: 'user', expectation };
    board.addTests([test]);
    ranking = yield* judge(context, job, board);
  }
  return ranking;
}

interface Choice {
  readonly shown: string;
  readonly expectation: Expectation;
}

/** The shortest call on which the surviving readings differ, and what each gives there. */
function splitOf(
  board: Board,
  ranking: Ranking,
  language: LanguageId,
): { call: string; choices: readonly Choice[] } | undefined {
  const [best, ...others] = readings(board, ranking, choiceLimit);
  if (best === undefined) return undefined;
  for (const rival of others) {
    for (const check of board.differences(best, rival)) {
      const choices = choicesOn(check.id, [best, rival, ...others], language);
      if (choices.length > 1) return { call: check.call, choices };
    }
  }
  return undefined;
}

function choicesOn(
  check: string,
  entries: readonly Entry[],
  language: LanguageId,
): readonly Choice[] {
  const choices = new Map<string, Choice>();
  for (const entry of entries) {
    const key = resultKey(entry, check);
    const outcome = entry.results.get(check)?.outcome;
    const choice = outcome && choiceOf(outcome, language);
    if (key !== undefined && choice !== undefined && !choices.has(key)) choices.set(key, choice);
  }
  return [...choices.values()];
}

/** An outcome as a trusted example would state it; undefined where it cannot be written down. */
function choiceOf(outcome: Outcome, language: LanguageId): Choice | undefined {
  if (outcome.kind === 'exception') {
    const expectation = { kind: 'throws', exception: outcome.type } as const;
    return { shown: describeOutcome(outcome, language), expectation };
  }
  if (outcome.kind !== 'value') return undefined;
  const shown = shownValue(outcome.value, language, valueLimit);
  if (shown.endsWith('…') || shown.includes('<')) return undefined;
  return { shown, expectation: { kind: 'equals', expected: shown } };
}
