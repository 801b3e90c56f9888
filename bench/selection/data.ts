import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LanguageId } from '../../src/core/text.ts';
import { readPrograms, type ProgramLine } from './programs.ts';

/** One task as selectors and the runner may see it. */
export interface RecordedTask {
  readonly id: string;
  /** Name of the function. */
  readonly entry: string;
  /** Module text up to the body; examples were removed from its docstring where others are used. */
  readonly prompt: string;
  /** Recorded continuations of the prompt; whole modules where `whole` says so. */
  readonly solutions: readonly string[];
  /** Recorded continuations of a prompt that asks for assertions. */
  readonly testSamples: readonly string[];
  /** The prompt with its examples; absent where there is none. */
  readonly documented?: string;
  /** Python where absent. */
  readonly language?: LanguageId;
  /** Whether each solution is a whole module. */
  readonly whole?: boolean;
  /** Calls to compare candidates on, besides those inside tests. */
  readonly inputs?: readonly string[];
}

/** What judges a task in the end. Kept apart, so that nothing that chooses can reach it. */
export type HiddenTest = HiddenCheck | RecordedVerdicts;

export interface HiddenCheck {
  readonly task: string;
  readonly entry: string;
  /** Source of a module with `check(candidate)`. */
  readonly source: string;
  /** What the prompt defines before the function; the check may call it. */
  readonly helpers: string;
}

/** Whether each solution is right, as recorded with it. */
export interface RecordedVerdicts {
  readonly task: string;
  readonly right: readonly boolean[];
}

export interface RecordedData {
  readonly file: string;
  readonly tasks: readonly RecordedTask[];
  readonly hidden: readonly HiddenTest[];
}

interface Line {
  readonly task_id: string;
  readonly entry_point: string;
  readonly prompt: string;
  readonly test: string;
  readonly solutions: readonly string[];
  readonly test_samples: readonly string[];
}

/**
 * Reads `--data FILE`, or the recorded samples under `COPPICE_BENCH_DATA` or `../shared/data`.
 * `PROGRAMS+TESTS` takes the tests of the second file, by task, for the programs of the first.
 */
export function loadData(name: string | undefined): RecordedData {
  const folder =
    process.env['COPPICE_BENCH_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');
  const [file = '', tests] = (name ?? resolve(folder, 'humaneval-codegen16b/even.jsonl.gz')).split(
    '+',
  );
  for (const path of [file, ...(tests === undefined ? [] : [tests])]) {
    if (!existsSync(path)) throw new Error(`There are no recorded samples at ${path}. ${advice}`);
  }
  const lines = readLines(file);
  if (lines.some((line) => typeof (line as ProgramLine).solutions[0] === 'object')) {
    const written = tests === undefined ? [] : readLines(tests);
    return readPrograms(name ?? file, lines as readonly ProgramLine[], written);
  }
  if (tests !== undefined) throw new Error(`${file} has tests of its own.`);
  const plus = resolve(folder, 'evalplus/HumanEvalPlus.jsonl.gz');
  const documented = new Map(
    existsSync(plus)
      ? (readLines(plus) as readonly Line[]).map((line) => [line.task_id, line.prompt])
      : [],
  );
  const recorded = lines as readonly Line[];
  return {
    file,
    tasks: recorded.map((line) => {
      const prompt = documented.get(line.task_id);
      return {
        id: line.task_id,
        entry: line.entry_point,
        prompt: line.prompt,
        solutions: line.solutions,
        testSamples: line.test_samples,
        ...(prompt !== undefined && { documented: prompt }),
      };
    }),
    hidden: recorded.map((line) => ({
      task: line.task_id,
      entry: line.entry_point,
      source: line.test,
      helpers: line.prompt.slice(0, line.prompt.lastIndexOf(`def ${line.entry_point}(`)),
    })),
  };
}

const advice =
  'Set COPPICE_BENCH_DATA to the folder that holds humaneval-codegen16b/even.jsonl.gz, or name a file ' +
  'with --data FILE: one JSON object a line with task_id, entry_point, prompt, test, solutions and ' +
  'test_samples, or with task_id, entry_point, prompt, examples and solutions of code, n and right. The ' +
  "samples are those of CodeT's release for CodeGen-16B on HumanEval " +
  '(https://github.com/microsoft/CodeT).';

function readLines(path: string): readonly unknown[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}
