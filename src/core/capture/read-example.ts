import { calleeOf, ownerOf, subjectOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { Test } from '../check.ts';
import type { Contract } from '../contract.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Parser } from '../ports.ts';
import { readDoc } from './examples.ts';
import { moduleNames } from './slice.ts';
import { steeringOf } from '../steering.ts';
import type { Task } from '../task.ts';

/** Why a line is no example of a function. */
export type ExampleFailure = Failure<'no-example' | 'known-example'>;

/**
 * One example of a function of a task's plan, as the user writes it: `f(1, 2) == 3`,
 * `f(1) raises ValueError`, or an assertion.
 */
export async function readExample(
  task: Task,
  contract: Contract,
  text: string,
  parser: Parser,
): Promise<Result<Test, ExampleFailure>> {
  const language = languageOf(task.language);
  const isTarget = contract.name === task.contract.name;
  const subject = isTarget ? subjectOfTarget(task) : subjectOf(contract, task.language);
  const { snapshot } = task.target;
  const summary = await parser.summarize(snapshot.languageId, snapshot.text);
  const { examples } = await readDoc(text.trim(), {
    parser,
    callee: calleeOf(subject, isTarget ? ownerOf(task.target) : undefined),
    known: new Set([
      ...moduleNames(summary, snapshot.languageId, snapshot.text).all,
      ...task.context.moduleNames,
    ]),
    parameters: contract.parameters,
    returns: contract.returns,
    source: 'user',
  });
  const [first, ...others] = examples;
  if (first === undefined || others.length > 0) {
    return fail({
      reason: 'no-example',
      message: `Write one call of ${contract.name} and what it gives, such as: ${sampleOf(contract, language)}`,
    });
  }
  const added = steeringOf(task, contract.name).examples ?? [];
  const known = [...(isTarget ? task.examples : contract.examples), ...added];
  const sameCall = known.find(({ call }) => call === first.call);
  if (sameCall && JSON.stringify(sameCall.expectation) === JSON.stringify(first.expectation)) {
    return fail({ reason: 'known-example', message: 'This is an example already.' });
  }
  // Of what was removed none remains, so that the count never meets a number in use.
  return ok({ ...first, id: `added-${added.length + 1}` });
}

function sampleOf({ name, parameters }: Contract, language: Language): string {
  const count = parameters.filter(({ kind }) => kind === 'positional').length;
  const values = Array.from({ length: count }, (_, at) => at + 1).join(', ');
  return `${name}(${values}) ${language.equality} 3`;
}
