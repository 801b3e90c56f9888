import { showValue } from '../../src/core/languages/kit/show-value.ts';
import { languages } from '../../src/core/languages/languages.ts';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Probe, Test } from '../../src/core/check.ts';
import type { CheckResult, RunRequest } from '../../src/core/ports.ts';
import { readCanonical } from '../../src/core/values/canonical.ts';
import { SandboxedRunner } from '../../src/node/runner/sandboxed-runner.ts';
import { defaultPolicy } from '../../src/node/runner/policy.ts';
import type { TierName } from '../../src/node/runner/tiers/tier.ts';
import type { Turn } from './contest.ts';
import type { BenchTask } from './sets.ts';

/** The runner itself, on the strongest tier that works here. */

export const markName = 'COPPICE_BENCH_MARK';
export const assets = fileURLToPath(new URL('../../src/node/runner', import.meta.url));
const { signal } = new AbortController();

/** The runner and what its batches came to. */
export class MeasuredRunner {
  readonly runner: SandboxedRunner;
  /** Milliseconds by how a batch ended. */
  readonly ends = new Map<string, number>();

  constructor(mark: string, tier?: TierName) {
    this.runner = new SandboxedRunner({
      assets,
      allowUnsandboxed: false,
      cores: 2,
      ...(tier === undefined ? {} : { tiers: [tier] }),
      policy: { ...defaultPolicy, environment: { ...defaultPolicy.environment, [markName]: mark } },
    });
    this.runner.watch((event) => {
      if (event.kind !== 'batch') return;
      this.ends.set(event.end, (this.ends.get(event.end) ?? 0) + event.ms);
    });
  }
}

export function request(
  task: BenchTask,
  language: RunRequest['language'],
  limitMs: number,
  alone = false,
): RunRequest {
  const { expected, tolerance = 0 } = task;
  return {
    language,
    programs: task.programs.map((source, i) => ({ id: String(i), source, entry: task.entry })),
    checks: task.calls.map((call, i): Probe | Test =>
      expected === undefined
        ? { id: String(i), call }
        : {
            id: String(i),
            call,
            source: 'user',
            expectation: { kind: 'equals', expected: expected[i] ?? 'None', tolerance },
          },
    ),
    limits: { callMs: limitMs, memoryMiB: 512, outputBytes: 256 * 1024 },
    stopEarly: expected !== undefined,
    alone,
  };
}

/** Requests of all tasks, a few at a time, as a search over several functions makes them. */
export async function coppiceTurn(
  { runner, ends }: MeasuredRunner,
  requests: readonly RunRequest[],
): Promise<Turn> {
  ends.clear();
  const verdicts: Record<string, number> = {};
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < requests.length) {
      const one = requests[next++];
      if (one === undefined) return;
      for (const results of await run(runner, one)) {
        const verdict = verdictOf(results);
        verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      }
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: 4 }, lane));
  const candidates = requests.reduce((sum, one) => sum + one.programs.length, 0);
  const batchSeconds = Object.fromEntries(
    [...ends].map(([end, ms]) => [end, Math.round(ms) / 1000]),
  );
  return { candidates, seconds: (performance.now() - start) / 1000, verdicts, batchSeconds };
}

/** The task without the programs that run into the limit. */
export async function withoutHanging(
  runner: SandboxedRunner,
  task: BenchTask,
  limitMs: number,
): Promise<BenchTask> {
  const results = await run(runner, request(task, 'python', limitMs));
  const ends = (i: number): boolean => verdictOf(results[i] ?? []) !== 'timed out';
  return { ...task, programs: task.programs.filter((_, i) => ends(i)) };
}

/** What the reference comes to, as source text; the tests are made of it. */
export async function expectedOf(
  runner: SandboxedRunner,
  task: BenchTask & { readonly reference: string },
): Promise<string[]> {
  const reference = { ...task, programs: [task.reference] };
  const [results = []] = await run(runner, request(reference, 'python', 5000));
  return results.map(({ outcome }) =>
    outcome.kind === 'value'
      ? showValue(readCanonical(outcome.value), languages.python, 10_000_000, 'source')
      : `NotImplemented`,
  );
}

async function run(
  runner: SandboxedRunner,
  one: RunRequest,
): Promise<readonly (readonly CheckResult[])[]> {
  const reply = await runner.run(one, { signal });
  if (!reply.ok) throw new Error(`${reply.error.reason}: ${reply.error.message}`);
  return reply.value.results;
}

function verdictOf(results: readonly CheckResult[]): string {
  if (results.some(({ outcome }) => outcome.kind === 'timeout')) return 'timed out';
  if (results.some(({ passed }) => passed === false)) return 'failed';
  return results.every(({ outcome }) => outcome.kind === 'value') ? 'passed' : 'failed';
}
