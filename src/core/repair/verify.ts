import { languageOf } from '../languages/languages.ts';
import { assertionText } from '../languages/assertion-text.ts';
import type { Candidate } from '../candidate.ts';
import { codeOfCheck, type TestSource } from '../check.ts';
import type { CancelSignal, RunFailure, Runner } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { describeOutcome } from '../languages/describe.ts';
import { targetJob } from '../strategies/job.ts';
import type { Task } from '../task.ts';

/** What code did on one trusted example. */
export interface VerifiedExample {
  /** As the language writes it. */
  readonly assertion: string;
  readonly source: TestSource;
  readonly passed: boolean;
  /** In a few words: a value, an exception, a timeout. */
  readonly happened: string;
}

/** Runs one implementation of a task's target on its trusted examples, in the sandbox. */
export async function verify(
  task: Task,
  candidate: Candidate,
  runner: Runner,
  signal: CancelSignal,
): Promise<Result<readonly VerifiedExample[], RunFailure>> {
  const job = targetJob(task);
  const examples = [...job.examples, ...job.added];
  if (examples.length === 0) return ok([]);
  const { modules } = task.scaffold;
  const reply = await runner.run(
    {
      language: task.language,
      programs: [
        {
          id: candidate.id,
          source: job.program(candidate, examples.map(codeOfCheck)),
          entry: job.entryName,
        },
      ],
      checks: examples,
      ...(modules === undefined ? {} : { modules }),
    },
    { signal },
  );
  if (!reply.ok) return reply;
  const language = languageOf(task.language);
  return ok(
    examples.map((test, index) => {
      const result = reply.value.results[0]?.[index];
      return {
        assertion: assertionText(test, language),
        source: test.source,
        passed: result?.passed === true,
        happened: result ? describeOutcome(result.outcome, task.language) : 'it was not run',
      };
    }),
  );
}
