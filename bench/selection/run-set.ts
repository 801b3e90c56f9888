import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SandboxedRunner } from '../../src/node/runner/sandboxed-runner.ts';
import { workerParser } from '../../test/support/parser.ts';
import { DiskCache } from './cache.ts';
import type { RecordedData } from './data.ts';
import type { Verdict } from './evaluate.ts';
import { hiddenAgainMs, hiddenMs, judgeHidden } from './hidden-judge.ts';
import { callMs, runTask, type TaskOutcomes } from './outcomes.ts';
import { SandboxReader, testsPerSample } from './sandbox-reader.ts';

/** What running a recorded set came to; hidden tests stay behind `verdict`. */
export interface RanSet {
  readonly outcomes: readonly TaskOutcomes[];
  readonly verdict: Verdict;
  readonly evaluations: number;
}

/** Which tasks of a set are run: those at places p with p mod `of` = `part`. */
export interface Part {
  readonly part: number;
  readonly of: number;
}

/** Runs candidates and judges them, each once; `folder` keeps what came of it for the next time. */
export async function runSet(
  data: RecordedData,
  folder: string | undefined,
  { part, of }: Part,
  say: (what: string) => void,
): Promise<RanSet> {
  const runner = new SandboxedRunner({
    assets: resolve(import.meta.dirname, '../../src/node/runner'),
    allowUnsandboxed: false,
  });
  const parser = workerParser();
  const reader = new SandboxReader(runner);
  const cache = new DiskCache(folder);
  const reading = readFileSync(new URL('read_tests.py', import.meta.url), 'utf8');
  const right = new Map<string, ReadonlySet<string>>();
  const found: TaskOutcomes[] = [];
  try {
    for (const [index, task] of data.tasks.entries()) {
      const hidden = data.hidden[index];
      if (hidden === undefined || index % of !== part) continue;
      const own = await cache.get({ task, callMs, testsPerSample, reading, version: 2 }, () =>
        runTask(task, runner, parser, reader),
      );
      const passed =
        'right' in hidden
          ? own.candidates.map((_, at) => hidden.right[own.ofSample.indexOf(at)])
          : await cache.get({ task, hidden, hiddenMs, hiddenAgainMs, reading }, () =>
              judgeHidden(task, hidden, runner, parser, reader),
            );
      found.push(own);
      right.set(
        task.id,
        new Set(own.candidates.flatMap(({ id }, at) => (passed[at] === true ? [id] : []))),
      );
      if (found.length % 10 === 0) say(`${found.length} tasks run`);
    }
  } finally {
    await runner.dispose();
    await parser.dispose();
  }
  return {
    outcomes: found,
    verdict: (task, candidate) => right.get(task)?.has(candidate) === true,
    evaluations: found.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
}
