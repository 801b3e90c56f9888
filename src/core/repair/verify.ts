import { languageOf } from '../languages/languages.ts';
import { assertionText } from '../languages/assertion-text.ts';
import type { Candidate } from '../candidate.ts';
import type { TestSource } from '../check.ts';
import { describeOutcome } from '../languages/describe.ts';
import type { Parser } from '../ports.ts';
import { writtenCode } from '../program/written-code.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import { steeredWith, steeringOf } from '../steering.ts';
import type { Task } from '../task.ts';
import type { RunView } from '../view/view.ts';
import { givenCode } from './given-code.ts';

/** What code did on one trusted example. */
export interface VerifiedExample {
  /** As the language writes it. */
  readonly assertion: string;
  readonly source: TestSource;
  readonly passed: boolean;
  /** In a few words: a value, an exception, a timeout. */
  readonly happened: string;
}

/**
 * The task of a run of the strategy `verify`: what the target's file has is run, or code given for it.
 * Fails where there is no such code.
 */
export async function taskToVerify(
  task: Task,
  code: string | undefined,
  parser: Parser,
): Promise<Result<Task, Failure<'no-code'>>> {
  const { name } = task.contract;
  if (code === undefined) {
    return writtenCode(task) ? ok(task) : noCode(`${name} is not written yet. Grow it first.`);
  }
  const given: Candidate | undefined = await givenCode(task, code, parser);
  if (!given) return noCode(`The code does not hold the function ${name}.`);
  const steering = steeredWith(task.steering, name, { ...steeringOf(task, name), pinned: given });
  return ok({ ...task, steering });
}

function noCode(message: string) {
  return fail({ reason: 'no-code' as const, message });
}

/** What the view of such a run says of each example. */
export function verifiedExamples({ language }: Task, view: RunView): readonly VerifiedExample[] {
  const node = view.root === undefined ? undefined : view.nodes.get(view.root);
  const [candidate] = node?.candidates ?? [];
  const { columns = [], rows } = node?.matrix ?? {};
  const results = candidate && rows?.get(candidate.id);
  return columns.flatMap(({ check }, index): VerifiedExample[] => {
    if (!('expectation' in check)) return [];
    const result = results?.[index];
    return [
      {
        assertion: assertionText(check, languageOf(language)),
        source: check.source,
        passed: result?.passed === true,
        happened: result ? describeOutcome(result.outcome, language) : 'it was not run',
      },
    ];
  });
}
