import type { Expectation, Test } from '../check.ts';
import { question, report, type Routine } from '../engine/step.ts';
import { assertionText } from '../languages/assertion-text.ts';
import { languageOf } from '../languages/languages.ts';
import { isFault } from '../selectors/faults.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { Question } from '../question.ts';
import { readChoice, shownChoice, type ReadChoice } from './ask-user.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import type { Doubts } from './doubts.ts';
import type { Job } from './job.ts';
import { hasPassed, judge, passesGate, resultKey } from './judge.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** Fewer different codes than this are no chorus: one text sampled twice has been thought of once. */
const fewestVoices = 2;

/** An example, and those that contradict it with one voice. */
interface Suspect {
  readonly example: Test;
  readonly choice: ReadChoice;
  readonly voices: readonly Entry[];
}

/**
 * Looks whether candidates speak against an example instead of the other way round: most of them, of
 * different code, fail it with the same value and pass everything else that votes. Then the user is
 * asked which is meant; nothing is bent to fit. An answer for the candidates takes the example's place.
 */
export function* questionExamples(
  context: StrategyContext,
  job: Job,
  board: Board,
  ranking: Ranking,
  doubts: Doubts,
): Routine<Ranking> {
  const suspect = suspectOf(board, context);
  if (suspect === undefined) return ranking;
  const { example, choice, voices } = suspect;
  const language = languageOf(context.task.language);
  const written = assertionText(example, language).replace(/;$/, '');
  const reason = `An example contradicts what candidates make of the description: ${written}; ${choice.candidates} of ${board.candidates.length} give ${choice.shown}.`;
  yield* report({ type: 'state', node: job.node, state: 'asking', note: reason });
  const own: ReadChoice = {
    shown:
      example.expectation.kind === 'equals' ? example.expectation.expected : 'as the example says',
    expectation: example.expectation,
    candidates: board.candidates.length - choice.candidates,
  };
  const asked: Question = {
    node: job.node,
    call: example.call,
    choices: [shownChoice(example.call, own), shownChoice(example.call, choice)],
    reason,
  };
  const answer = job.isTarget ? yield* question(job.node, asked) : { kind: 'unanswered' as const };
  if (answer.kind === 'unanswered') {
    doubts.contradiction = {
      example,
      given: choice.shown,
      candidates: voices.map(({ candidate }) => candidate.id),
    };
    if (job.isTarget) doubts.open = asked;
    yield* report({ type: 'note', node: job.node, note: reason });
    return ranking;
  }
  const said: Expectation =
    answer.kind === 'expected'
      ? { kind: 'equals', expected: answer.expected }
      : answer.index === 0
        ? example.expectation
        : choice.expectation;
  board.replaceTest(example.id, {
    id: `${example.id}-answered`,
    call: example.call,
    source: 'user',
    expectation: said,
  });
  return yield* judge(context, job, board);
}

function suspectOf(board: Board, { task }: StrategyContext): Suspect | undefined {
  for (const example of board.trusted) {
    // What the user has said of this very call is no question any more.
    if (example.source === 'user' || example.expectation.kind === 'holds') continue;
    const others = board.trusted.filter(({ id }) => id !== example.id);
    const voices = new Map<string, Entry[]>();
    for (const entry of board.entries) {
      const key = resultKey(entry, example.id);
      if (key === undefined || isFault(key) || hasPassed(entry, example.id)) continue;
      if (!others.every(({ id }) => hasPassed(entry, id))) continue;
      voices.set(key, [...(voices.get(key) ?? []), entry]);
    }
    const [chorus] = [...voices.values()].sort((a, b) => countOf(b) - countOf(a));
    if (chorus === undefined || !speaksAlone(board, chorus)) continue;
    const outcome = chorus[0]?.results.get(example.id)?.outcome;
    const choice = outcome && readChoice(outcome, task.language, countOf(chorus));
    if (choice !== undefined) return { example, choice, voices: chorus };
  }
  return undefined;
}

/**
 * Whether these are most of all, independent of each other, and pass every voting test that anybody
 * passes, while whoever passes the examples fails one of those.
 */
function speaksAlone(board: Board, chorus: readonly Entry[]): boolean {
  const voices = countOf(chorus);
  if (chorus.length < fewestVoices || 2 * voices <= board.candidates.length) return false;
  const passable = board.voting.filter(({ id }) => board.entries.some((one) => hasPassed(one, id)));
  const passesAll = (entry: Entry) => passable.every(({ id }) => hasPassed(entry, id));
  if (!chorus.every(passesAll)) return false;
  return !board.entries.some((entry) => passesGate(entry, board) && passesAll(entry));
}

function countOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { members }) => sum + members.length, 0);
}
