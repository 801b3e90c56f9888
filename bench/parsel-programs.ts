import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One function as the reference reader saw it. */
export interface ReferenceFunction {
  readonly args: readonly string[];
  readonly ret: readonly string[];
  readonly desc: string;
  readonly children: readonly string[];
  readonly parents: readonly string[];
  readonly asserts: readonly string[];
}

export interface ReferenceGraph {
  readonly header: readonly string[];
  readonly root: string;
  readonly fns: Readonly<Record<string, ReferenceFunction>>;
  /** Names of each component, sorted. */
  readonly sccs: readonly (readonly string[])[];
  /** For each component, the indices of all that it needs, directly or not, sorted. */
  readonly scc_edges: readonly (readonly number[])[];
}

/** A Parsel program that others wrote. */
export interface ParselProgram {
  readonly name: string;
  readonly text: string;
  readonly reference?: ReferenceGraph | null;
  readonly reference_error?: string;
  readonly recorded_solution?: string;
}

/** Reads the programs from `--data FILE`, `COPPICE_BENCH_DATA` or `../shared/data`. */
export function loadPrograms(args: readonly string[]): readonly ParselProgram[] {
  const at = args.indexOf('--data');
  const folder =
    process.env['COPPICE_BENCH_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');
  const file =
    (at === -1 ? undefined : args[at + 1]) ?? resolve(folder, 'parsel/programs.jsonl.gz');
  if (!existsSync(file)) {
    throw new Error(
      `There are no Parsel programs at ${file}. Name a file of theirs with --data FILE: one JSON ` +
        'object per line with name, text, reference and recorded_solution, made from the programs ' +
        'folder of https://github.com/ezelikman/parsel.',
    );
  }
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as ParselProgram);
}
