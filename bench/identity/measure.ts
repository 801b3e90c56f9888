import { readSource, type SourceFile } from '../../src/node/source-file.ts';
import type { Parser } from '../../src/core/ports.ts';
import type { Oracle, OracleFunction, Variant, Variation } from './oracle.ts';
import type { Judgement, Outcome } from './outcome.ts';
import type { NamedFile } from './source-tree.ts';
import { captureAt, fileAfter } from './product.ts';

/** What was measured of a tree, and what of it could not be. */
export interface Measured {
  readonly outcomes: readonly Outcome[];
  readonly files: number;
  /** Functions that were answered. */
  readonly functions: number;
  readonly stubs: number;
  /** Files that the language itself, or the product's reader of files, cannot read. */
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}

export interface Measuring {
  readonly oracle: Oracle;
  readonly parser: Parser;
  readonly variants: readonly Variant[];
  /** Answers at most so many functions, spread evenly over the tree. */
  readonly limit?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

interface Place {
  readonly path: string;
  readonly at: number;
}

/** Answers the functions of these files and says what became of each. */
export async function measure(
  paths: readonly NamedFile[],
  { oracle, parser, variants, limit, onProgress }: Measuring,
): Promise<Measured> {
  const unread: { file: string; why: string }[] = [];
  const places: Place[] = [];
  const names = new Map(paths.map(({ path, name }) => [path, name]));
  let stubs = 0;
  for (const { path, name } of paths) {
    const opened = await openFile(path, oracle);
    if ('why' in opened) {
      unread.push({ file: name, why: opened.why });
      continue;
    }
    for (const [at, { isStub }] of opened.functions.entries()) {
      if (isStub) stubs += 1;
      else places.push({ path, at });
    }
  }
  const chosen = limit === undefined ? places : spread(places, limit);
  const outcomes: Outcome[] = [];
  let open: { readonly path: string; readonly file: OpenFile } | undefined;
  for (const [done, { path, at }] of chosen.entries()) {
    onProgress?.(done, chosen.length);
    if (open?.path !== path) {
      const opened = await openFile(path, oracle);
      if ('why' in opened) throw new Error(`${path} changed while it was measured.`);
      open = { path, file: opened };
    }
    const found = open.file.functions[at];
    if (!found) throw new RangeError(`${path} has no function ${at}.`);
    const file = names.get(path) ?? path;
    const about = { file, line: found.line, name: found.qualifiedName };
    const variations = await oracle.vary(at, variants);
    for (const judged of await answerAll(open.file.source, found, variations, oracle, parser)) {
      outcomes.push({ ...about, ...judged });
    }
  }
  return { outcomes, files: paths.length - unread.length, functions: chosen.length, stubs, unread };
}

interface OpenFile {
  readonly source: SourceFile;
  readonly functions: readonly OracleFunction[];
}

async function openFile(
  path: string,
  oracle: Oracle,
): Promise<OpenFile | { readonly why: string }> {
  const source = await readSource(path);
  if (!source.ok) return { why: source.error.reason };
  const opened = await oracle.open(path, source.value.snapshot.text);
  return 'error' in opened ? { why: opened.error } : { source: source.value, ...opened };
}

/** So many of them, from the first on, at even distances. */
function spread<T>(all: readonly T[], limit: number): T[] {
  if (all.length <= limit) return [...all];
  return Array.from(
    { length: limit },
    (_, at) => all[Math.floor((at * all.length) / limit)],
  ).flatMap((each) => (each === undefined ? [] : [each]));
}

async function answerAll(
  { snapshot }: SourceFile,
  { nameAt }: OracleFunction,
  variations: readonly Variation[],
  oracle: Oracle,
  parser: Parser,
): Promise<(Judgement & { readonly variant: Variant })[]> {
  const task = await guarded(() => captureAt(snapshot, nameAt, parser));
  const judged: (Judgement & { variant: Variant })[] = [];
  for (const { variant, answer, range, text, needsImport } of variations) {
    const after =
      'kind' in task || !task.ok
        ? task
        : await guarded(() => fileAfter(task.value, answer, parser));
    if ('kind' in after) {
      judged.push({ variant, ...after });
      continue;
    }
    if (!after.ok) {
      judged.push({ variant, kind: after.error.reason, detail: after.error.message });
      continue;
    }
    // All steps are done: only now is the file compared with what it must be.
    const expected = snapshot.text.slice(0, range.start) + text + snapshot.text.slice(range.end);
    if (!needsImport && after.value === expected)
      judged.push({ variant, kind: 'identical', detail: '' });
    else judged.push({ variant, ...(await oracle.judge(variant, after.value)) });
  }
  return judged;
}

/** What a step gives, or that it threw: the product must answer every input. */
async function guarded<T>(step: () => Promise<T>): Promise<T | Judgement> {
  try {
    return await step();
  } catch (error) {
    return { kind: 'crashed', detail: error instanceof Error ? error.message : String(error) };
  }
}
