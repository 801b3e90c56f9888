import type { Expectation, Test } from '../check.ts';
import { question, report, type Routine } from '../engine/step.ts';
import { isSilent, type Outcome } from '../outcome.ts';
import type { Question } from '../question.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { LanguageId } from '../text.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { openDifferences, settled } from './contenders.ts';
import type { Doubts } from './doubts.ts';
import { describeOutcome, shownValue } from '../languages/describe.ts';
import type { Job } from './job.ts';
import { judge, passesGate, readings, resultKey } from './judge.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** Most questions about one function. */
const questionLimit = 2;
const choiceLimit = 3;
/** Values longer than this cannot be shown whole, so they cannot become an example. */
const valueLimit = 4000;

/**
 * Where candidates that no test speaks against still differ: shows the user an input on which they do,
 * one that the description leaves open before others. The answer is a trusted example from then on,
 * and the candidates meet the gate again.
 */
export function* askUser(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
  doubts: Doubts,
): Routine<Ranking> {
  let ranking = first;
  for (let count = 1; count <= questionLimit; count++) {
    const split = splitOf(board, ranking, doubts, context.task.language);
    if (split === undefined) break;
    yield* report({
      type: 'state',
      node: job.node,
      state: 'asking',
      note: `Candidates differ on ${split.call}.`,
    });
    const asked: Question = {
      node: job.node,
      call: split.call,
      choices: split.choices.map((choice) => shownChoice(split.call, choice)),
    };
    const answer = yield* question(job.node, asked);
    const expectation: Expectation | undefined =
      answer.kind === 'choice'
        ? split.choices[answer.index]?.expectation
        : answer.kind === 'expected'
          ? { kind: 'equals', expected: answer.expected }
          : undefined;
    doubts.open = expectation === undefined ? asked : undefined;
    if (expectation === undefined) break;
    const test: Test = { id: `user-${count}`, call: split.call, source: 'user', expectation };
    board.addTests([test]);
    ranking = settled(yield* judge(context, job, board), board, doubts);
  }
  return ranking;
}

/** What one reading gives on a call. */
export interface ReadChoice {
  readonly shown: string;
  readonly expectation: Expectation;
  /** Candidates that give it. */
  readonly candidates: number;
}

/** A choice as a question has it. */
export function shownChoice(call: string, choice: ReadChoice): Question['choices'][number] {
  const { shown, expectation, candidates } = choice;
  if (expectation.kind !== 'equals') return { shown, expected: shown, candidates };
  const { expected } = expectation;
  return { shown, expected, candidates, example: `${call} == ${expected}` };
}

/** The call that the user is asked about, and what is given there. */
function splitOf(
  board: Board,
  ranking: Ranking,
  doubts: Doubts,
  language: LanguageId,
): { readonly call: string; readonly choices: readonly ReadChoice[] } | undefined {
  const open = openDifferences(board, ranking, doubts);
  const isLeftOpen = ({ check }: (typeof open)[number]) => doubts.unsettled.has(check.call);
  for (const { check } of [
    ...open.filter(isLeftOpen),
    ...open.filter((difference) => !isLeftOpen(difference)),
  ]) {
    const choices = choicesOn(check.id, board, language);
    if (choices.length > 1) return { call: check.call, choices };
  }
  const denied = deniedCall(board, ranking, doubts, language);
  if (denied !== undefined) return denied;
  return ranking.decision === 'ask-user' ? closeCall(board, ranking, language) : undefined;
}

/** Where a slow reference gives something else than the first candidate, and than all others too. */
function deniedCall(board: Board, ranking: Ranking, { oracle }: Doubts, language: LanguageId) {
  const first = board.entry(ranking.order[0]?.candidate ?? '');
  if (first === undefined || oracle === undefined) return undefined;
  for (const check of oracle.against(board, first)) {
    const [own, other] = [first.results.get(check.id)?.outcome, oracle.outcomeOn(check)];
    const choices = [
      own && readChoice(own, language, weightOf(first)),
      other && readChoice(other, language, 0),
    ];
    const known = choices.flatMap((choice) => choice ?? []);
    if (known.length === 2) return { call: check.call, choices: known };
  }
  return undefined;
}

/** Where the selector alone finds two readings too close: the shortest call on which they differ. */
function closeCall(board: Board, ranking: Ranking, language: LanguageId) {
  const [best, ...others] = readings(board, ranking, choiceLimit);
  if (best === undefined) return undefined;
  for (const rival of others) {
    for (const check of board.differences(best, rival)) {
      const choices = choicesOn(check.id, board, language, [best, rival, ...others]);
      if (choices.length > 1) return { call: check.call, choices };
    }
  }
  return undefined;
}

/** What those that pass the gate give on a check, the commonest first. */
function choicesOn(
  check: string,
  board: Board,
  language: LanguageId,
  among = board.entries.filter((entry) => passesGate(entry, board)),
): readonly ReadChoice[] {
  const choices = new Map<string, ReadChoice>();
  for (const entry of among) {
    const key = resultKey(entry, check);
    const outcome = entry.results.get(check)?.outcome;
    const choice = outcome && readChoice(outcome, language, weightOf(entry));
    if (key === undefined || choice === undefined) continue;
    const known = choices.get(key);
    const candidates = (known?.candidates ?? 0) + choice.candidates;
    choices.set(key, { ...choice, candidates });
  }
  return [...choices.values()].sort((a, b) => b.candidates - a.candidates).slice(0, choiceLimit);
}

function weightOf({ members }: Entry): number {
  return members.length;
}

/** An outcome as a trusted example would state it; undefined where it cannot be written down. */
export function readChoice(
  outcome: Outcome,
  language: LanguageId,
  candidates: number,
): ReadChoice | undefined {
  if (isSilent(outcome)) return undefined;
  if (outcome.kind === 'exception') {
    const expectation = { kind: 'throws', exception: outcome.type } as const;
    return { shown: describeOutcome(outcome, language), expectation, candidates };
  }
  if (outcome.kind !== 'value') return undefined;
  const shown = shownValue(outcome.value, language, valueLimit);
  if (shown.endsWith('…') || shown.includes('<')) return undefined;
  return { shown, expectation: { kind: 'equals', expected: shown }, candidates };
}
