/** The candidates that the benchmark runs: a trivial set, and recorded solutions of a model. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Candidates for one function and the calls that each of them makes. */
export interface BenchTask {
  readonly entry: string;
  readonly programs: readonly string[];
  readonly calls: readonly string[];
  /** Source text of the expected results, where there are any. */
  readonly expected?: readonly string[];
  readonly tolerance?: number;
}

export const callsEach = 10;
const inputs = Array.from({ length: callsEach }, (_, i) => `f([${i}, ${i + 1}, 3, 4, 5], "a${i}")`);

export function trivialPython(count: number): BenchTask {
  return {
    entry: 'f',
    calls: inputs,
    programs: Array.from(
      { length: count },
      (_, i) =>
        `def f(items, text):\n    total = ${i}\n    for item in items:\n        total += item\n    return [total, text + "${i}"]\n`,
    ),
  };
}

export function trivialJavaScript(count: number): BenchTask {
  return {
    entry: 'f',
    calls: inputs,
    programs: Array.from(
      { length: count },
      (_, i) =>
        `function f(items, text) {\n  let total = ${i};\n  for (const item of items) total += item;\n  return [total, text + '${i}'];\n}\n`,
    ),
  };
}

interface PreparedTask extends BenchTask {
  readonly task: string;
  readonly reference: string;
}

/** Undefined, with a word on where it is from, where the data is not here. */
export function recordedTasks(python: string, count: number): readonly PreparedTask[] | undefined {
  const folder = process.env['COPPICE_BENCH_DATA'] ?? resolve('..', 'shared', 'data');
  if (!existsSync(resolve(folder, 'humaneval-codegen16b', 'even.jsonl.gz'))) {
    console.error(
      `No recorded solutions in ${folder}: set COPPICE_BENCH_DATA. They are the CodeGen-16B samples\n` +
        'published with CodeT (github.com/microsoft/CodeT) and HumanEval+ of evalplus (github.com/evalplus/evalplus).',
    );
    return undefined;
  }
  const script = fileURLToPath(new URL('./prepare.py', import.meta.url));
  const args = [script, folder, String(count), String(callsEach)];
  const text = execFileSync(python, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PreparedTask);
}
