import { readFile } from 'node:fs/promises';
import { isTestFile } from '../../src/core/capture/test-file.ts';
import { languageOf } from '../../src/core/languages/languages.ts';
import { mutantsOf } from '../../src/core/mutation/mutants.ts';
import type { Parser } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/core/random.ts';
import type { SyntaxFunction } from '../../src/core/syntax.ts';
import type { Snapshot } from '../../src/core/text.ts';
import { readSource } from '../../src/node/source-file.ts';
import { sourceFiles, type Language, type NamedFile } from '../identity/source-tree.ts';

/** A function of a repository, with the answers that the scripted model gives. */
export interface Drawn {
  readonly file: NamedFile;
  readonly name: string;
  /** The file as its authors wrote it. */
  readonly original: Snapshot;
  /** The same file with the function's body taken out, or as it is where it has no block. */
  readonly asked: Snapshot;
  /** The function's name in `asked`. */
  readonly at: number;
  /** Whole files: the original first, then mutants of the function. */
  readonly versions: readonly string[];
  /** The function in each of them. */
  readonly answers: readonly string[];
}

const mutants = 4;

/** Files that are no part of the package itself. */
const beside = /(?:^|\/)(?:benchmarks?|docs?|site|docker|examples?|scripts|tasks)\/|\.config\./;

/** Functions of all kinds that are no stubs, drawn by seed; with `list`, those that it names. */
export async function draw(
  root: string,
  language: Language,
  parser: Parser,
  wanted: { readonly count: number; readonly seed: number; readonly list?: string },
): Promise<readonly Drawn[]> {
  const names =
    wanted.list === undefined
      ? undefined
      : new Set((await readFile(wanted.list, 'utf8')).split('\n').map((line) => line.trim()));
  const all: { file: NamedFile; original: Snapshot; found: SyntaxFunction }[] = [];
  for (const file of await sourceFiles(root, language)) {
    if (isTestFile(file.name) || beside.test(file.name)) continue;
    const source = await readSource(file.path);
    if (!source.ok) continue;
    const original = source.value.snapshot;
    const { functions } = await parser.summarize(original.languageId, original.text);
    for (const found of functions) {
      const isWanted = names?.has(`${file.name}:${found.qualifiedName}`) ?? !found.isStub;
      if (isWanted) all.push({ file, original, found });
    }
  }
  const random = new SeededRandom(wanted.seed);
  const chosen = names ? all : shuffled(all, random).slice(0, wanted.count);
  return Promise.all(
    chosen.map(async ({ file, original, found }) => {
      const { text, languageId } = original;
      const { range, qualifiedName } = found;
      const target = { language: languageId, source: text, entry: qualifiedName };
      const order = random.fork(`${file.name}:${qualifiedName}:${range.start}`);
      const changed = await mutantsOf(parser, target, mutants, order);
      const versions = [
        text,
        ...changed
          .map(({ source }) => source)
          .filter((source) => source.startsWith(text.slice(0, range.start)))
          .filter((source) => source.endsWith(text.slice(range.end))),
      ];
      const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
      const answers = versions.map((whole) =>
        whole.slice(lineStart, range.end + whole.length - text.length),
      );
      const asked = {
        ...original,
        text: withoutBody(text, found, languageOf(languageId).blocks === 'indented'),
      };
      return { file, name: qualifiedName, original, asked, at: found.nameAt, versions, answers };
    }),
  );
}

/** Signature and docstring stay; a body that is one expression stays too. */
function withoutBody(text: string, { body, doc }: SyntaxFunction, isIndented: boolean): string {
  if (!isIndented) {
    const isBlock = text[body.start - 1] === '{' || text[body.start] === '{';
    if (!isBlock) return text;
    const [start, end] =
      text[body.start] === '{' ? [body.start + 1, body.end - 1] : [body.start, body.end];
    return text.slice(0, start) + text.slice(end);
  }
  const hasDoc = doc !== undefined && doc.start >= body.start && doc.end <= body.end;
  const start = hasDoc ? doc.end : body.start;
  return text.slice(0, start) + (hasDoc ? '' : 'pass') + text.slice(body.end);
}

function shuffled<T>(all: readonly T[], random: SeededRandom): T[] {
  return all
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
