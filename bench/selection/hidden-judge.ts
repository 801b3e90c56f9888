import type { Test } from '../../src/core/check.ts';
import type { Runner, SourceParser } from '../../src/core/ports.ts';
import { readCandidates } from './candidates.ts';
import type { HiddenTest, RecordedTask } from './data.ts';
import type { SandboxReader } from './sandbox-reader.ts';

/** Time limit of one hidden call, in ms. */
export const hiddenMs = 1500;

const signal = new AbortController().signal;

/**
 * Which of a task's distinct candidates pass its hidden test. Plain comparisons with literals are
 * judged by value; where a check is more than that, the whole check runs in the sandbox's judge.
 */
export async function judgeHidden(
  task: RecordedTask,
  hidden: HiddenTest,
  runner: Runner,
  parser: SourceParser,
  reader: SandboxReader,
): Promise<readonly boolean[]> {
  const { distinct } = await readCandidates(task, parser);
  const plain = await reader.hidden(hidden);
  const checks: readonly Test[] = plain
    ? plain.map(({ call, expected }, index) => ({
        id: `h${index}`,
        source: 'project',
        call,
        expectation: { kind: 'equals', expected },
      }))
    : [
        {
          id: 'check',
          source: 'project',
          call: 'check',
          expectation: {
            kind: 'holds',
            assertion: `${hidden.helpers}\n${hidden.source}\ncheck(${hidden.entry})\n`,
          },
        },
      ];
  const reply = await runner.run(
    {
      language: 'python',
      programs: distinct.map(({ id, source }) => ({ id, source, entry: task.entry })),
      checks,
      limits: { callMs: hiddenMs },
      stopEarly: true,
    },
    { signal },
  );
  if (!reply.ok) throw new Error(`${task.id}: ${reply.error.message}`);
  return reply.value.results.map((row) => row.every(({ passed }) => passed === true));
}
