import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { ModuleKind } from '../task.ts';
import type { LanguageId } from '../text.ts';
import type { WantedImport } from './wanted-import.ts';

/** What a candidate brings, and where it goes. */
export interface Arrival {
  /** Import statements of the answer. */
  readonly imports: readonly string[];
  /** Code whose header is not the file's. */
  readonly fresh: readonly string[];
  /** The body under the file's own header. */
  readonly kept: readonly string[];
  readonly file: SyntaxTree;
  /** Where the file is; its name may say what kind of module it is. */
  readonly uri: string;
  /** What its project makes of a file that does not say what kind of module it is. */
  readonly moduleKind?: ModuleKind | undefined;
}

/** What is wanted of imports, and which names it is that code needs when it runs. */
export interface Wanted {
  readonly imports: readonly WantedImport[];
  readonly running: ReadonlySet<string>;
}

/** Imports in the words of the file, without those that would change how the file is read. */
export async function wantedImports(arrival: Arrival, reader: Parser): Promise<Wanted> {
  const { file, uri, moduleKind } = arrival;
  const language = languageOf(file.language);
  const rootOf = async (text: string) =>
    (await language.reading.snippet(reader, file.language, text)).root;
  const [fresh, kept, answers] = await Promise.all(
    [arrival.fresh, arrival.kept, arrival.imports].map((texts) => Promise.all(texts.map(rootOf))),
  );
  const texts = (answers ?? []).flatMap((root) =>
    root.namedChildren
      .filter((node) => !node.isExtra)
      .flatMap((node) => language.imports.statementsIn(node, file, uri, moduleKind)),
  );
  const all = await Promise.all(texts.map((text) => wantedImport(text, file.language, reader)));
  const { settings } = language.imports;
  // It is only for what the candidate annotates, and must not change what others do with theirs.
  const hasSettings =
    settings === undefined ||
    ((fresh ?? []).some((root) => isAnnotated(root, language)) &&
      !isAnnotated(file.root, language));
  return {
    imports: all.filter((each) => hasSettings || each.import?.modules[0] !== settings),
    running: new Set([
      ...namesOf(fresh ?? [], language, ['value', 'annotation']),
      ...namesOf(kept ?? [], language, ['value']),
    ]),
  };
}

function namesOf(
  roots: readonly SyntaxNode[],
  { reading }: Language,
  uses: readonly ('value' | 'annotation')[],
): readonly string[] {
  return roots.flatMap((root) => [...reading.names(root).free(...uses)]);
}

/** True where annotations are evaluated when the code is loaded, unless the file says otherwise. */
function isAnnotated(root: SyntaxNode, { reading }: Language): boolean {
  return reading
    .names(root)
    .references.some(({ use, runs }) => use === 'annotation' && runs !== 'call');
}

/** Reads an import statement that a candidate brought. */
async function wantedImport(
  text: string,
  language: LanguageId,
  reader: Parser,
): Promise<WantedImport> {
  const { statements } = await reader.summarize(language, text);
  const found = statements.find(({ kind }) => kind === 'import');
  const defines = statements.flatMap((statement) => statement.defines);
  return { text, defines, ...(found?.import ? { import: found.import } : {}) };
}
