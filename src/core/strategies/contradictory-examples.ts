import { contradict, type Contradiction } from '../capture/contradictions.ts';
import type { Expectation, Test } from '../check.ts';
import { question, report, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { languageOf } from '../languages/languages.ts';
import type { Board } from './board.ts';
import type { Job } from './job.ts';

const sources: Readonly<Record<Test['source'], string>> = {
  user: 'you',
  docstring: 'the description',
  project: 'a test of the project',
  described: 'the description, in words',
  generated: 'a generated test',
};

/** Says which examples contradict each other, and that none of them counts. */
export function* tellContradictions(job: Job, board: Board): Routine<void> {
  for (const { call, tests } of board.contradictions) {
    const sides = tests.map(
      ({ expectation, source }) => `${saidOf(expectation)} (${sources[source]})`,
    );
    const note = `The examples contradict each other on ${call}: ${sides.join(', ')}. None of them counts.`;
    yield* report({ type: 'note', node: job.node, note });
  }
}

/**
 * Asks what is meant where examples contradict each other.
 *
 * @returns True where an answer became a trusted example.
 */
export function* askContradictions(
  { task }: StrategyContext,
  job: Job,
  board: Board,
): Routine<boolean> {
  let answered = 0;
  for (const { call, tests } of board.contradictions) {
    const sides = differentSides({ call, tests }, task.language);
    const answer = yield* question(job.node, {
      node: job.node,
      call,
      choices: sides.map(({ expectation }) => {
        const shown = saidOf(expectation);
        return { shown, expected: expectation.kind === 'equals' ? expectation.expected : shown };
      }),
    });
    if (answer.kind === 'unanswered') continue;
    const expectation: Expectation | undefined =
      answer.kind === 'choice'
        ? sides[answer.index]?.expectation
        : { kind: 'equals', expected: answer.expected };
    if (!expectation) continue;
    answered += 1;
    board.addTests([{ id: `settled-${answered}`, call, source: 'user', expectation }]);
  }
  return answered > 0;
}

function differentSides(
  { tests }: Contradiction,
  language: StrategyContext['task']['language'],
): readonly Test[] {
  const sides: Test[] = [];
  for (const test of tests) {
    const isNew = sides.every((side) => contradict(side, test, languageOf(language)));
    if (isNew) sides.push(test);
  }
  return sides;
}

function saidOf(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'equals':
      return expectation.expected;
    case 'throws':
      return `raises ${expectation.exception ?? 'an error'}`;
    case 'holds':
      return 'holds';
  }
}
