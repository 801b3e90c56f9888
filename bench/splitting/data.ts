import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { captureNamed } from '../../src/core/capture/capture.ts';
import type { Parser } from '../../src/core/ports.ts';
import type { Task } from '../../src/core/task.ts';

/** One recorded program of a task. */
export interface Recorded {
  readonly code: string;
  readonly right: boolean;
  /** It passes the examples of the task. */
  readonly passes: boolean;
  /** Samples that are this program. */
  readonly samples: number;
}

/** A task with recorded programs, as the product captures it. */
export interface RecordedTask {
  readonly id: string;
  readonly name: string;
  readonly task: Task;
  readonly programs: readonly Recorded[];
}

interface Line {
  readonly task_id: string;
  readonly entry_point: string;
  readonly prompt: string;
  readonly solutions: readonly {
    readonly code: string;
    readonly n: number;
    readonly right: boolean;
    readonly examples_pass: boolean;
    readonly only_timeouts?: boolean;
    readonly form?: string;
  }[];
}

const notLoaded: ReadonlySet<string> = new Set(['unparsable', 'no-entry']);

/**
 * Reads a set of recorded programs (gzipped JSON lines). A set whose name ends in `-js` is JavaScript.
 * What is wrong only by a limit of time, or cannot be loaded, is left out.
 */
export async function loadRecorded(file: string, parser: Parser): Promise<readonly RecordedTask[]> {
  const isScript = /-js\b/.test(file);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const tasks: RecordedTask[] = [];
  for (const text of lines.filter((line) => line.trim() !== '')) {
    const line = JSON.parse(text) as Line;
    const { task_id: id, entry_point: name, prompt } = line;
    const captured = await captureNamed(
      {
        uri: `file:///${name}.${isScript ? 'js' : 'py'}`,
        languageId: isScript ? 'javascript' : 'python',
        version: 1,
        text: isScript ? `${prompt}\n  // TODO\n}\n` : `${prompt}    pass\n`,
      },
      name,
      parser,
    );
    if (!captured.ok) throw new Error(`${id}: ${captured.error.message}`);
    const programs = line.solutions
      .filter((each) => each.only_timeouts !== true && !notLoaded.has(each.form ?? ''))
      .map(({ code, right, examples_pass: passes, n: samples }) => ({
        code,
        right,
        passes,
        samples,
      }));
    tasks.push({ id, name, task: captured.value, programs });
  }
  return tasks;
}
