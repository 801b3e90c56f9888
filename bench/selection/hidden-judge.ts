import type { Test } from '../../src/core/check.ts';
import type { CheckResult, Runner, Parser } from '../../src/core/ports.ts';
import { readCandidates, type RecordedCandidate } from './candidates.ts';
import type { HiddenCheck, RecordedTask } from './data.ts';
import type { SandboxReader } from './sandbox-reader.ts';

/** Time limit of one hidden call, in ms; what runs into it runs again, alone, within the second. */
export const hiddenMs = 1500;
export const hiddenAgainMs = 8000;

const signal = new AbortController().signal;

/**
 * Which of a task's distinct candidates pass its hidden test. Plain comparisons with literals are
 * judged by value; where a check is more than that, the whole check runs in the sandbox's judge.
 */
export async function judgeHidden(
  task: RecordedTask,
  hidden: HiddenCheck,
  runner: Runner,
  parser: Parser,
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
  const judge = async (candidates: readonly RecordedCandidate[], callMs: number) => {
    const reply = await runner.run(
      {
        language: 'python',
        programs: candidates.map(({ id, source }) => ({ id, source, entry: task.entry })),
        checks,
        limits: { callMs },
        alone: callMs === hiddenAgainMs,
        stopEarly: true,
      },
      { signal },
    );
    if (!reply.ok) throw new Error(`${task.id}: ${reply.error.message}`);
    return new Map(candidates.map(({ id }, index) => [id, reply.value.results[index] ?? []]));
  };
  const first = await judge(distinct, hiddenMs);
  // A busy machine must not make a right program wrong.
  const slow = distinct.filter(({ id }) =>
    first.get(id)?.some(({ outcome }) => ['timeout', 'crash'].includes(outcome.kind)),
  );
  const again =
    slow.length > 0 ? await judge(slow, hiddenAgainMs) : new Map<string, readonly CheckResult[]>();
  return distinct.map(({ id }) =>
    (again.get(id) ?? first.get(id) ?? []).every(({ passed }) => passed === true),
  );
}
