import type { Language } from '../languages/language.ts';
import { parseSource, type ParsedSource } from '../languages/parsed-source.ts';
import type { Parser } from '../ports.ts';

/** The names of a file, and its imports and declarations as the model was shown them. */
export interface FileNames {
  readonly moduleNames: readonly string[];
  readonly imports: readonly string[];
  readonly declarations: readonly string[];
}

/** How names that imports of an answer bind stand to those of the file. */
export interface Arriving {
  /**
   * They mean something else in the file: what stands there under the name, or a built-in. In the
   * file they would take it from all other code, or it would be taken from them.
   */
  readonly inTheWay: readonly string[];
  /** The file has them, and its own are meant. */
  readonly own: ReadonlySet<string>;
}

/** @param used Names that the code of the answer takes from around it. */
export async function arrivingNames(
  { statements }: ParsedSource,
  used: ReadonlySet<string>,
  file: FileNames,
  { id, imports, names }: Language,
  parser: Parser,
): Promise<Arriving> {
  const shown = await parseSource(parser, id, [...file.imports, ...file.declarations].join('\n'));
  const ours = imports.origins(shown.tree.root);
  const inTheWay: string[] = [];
  const own = new Set<string>();
  for (const { node } of statements.filter(({ kind }) => kind === 'import')) {
    for (const [name, { module, thing }] of imports.origins(node)) {
      if (!used.has(name)) continue;
      const mine = ours.get(name);
      if (mine?.module === module && mine.thing === thing) continue;
      if (mine === undefined && !file.moduleNames.includes(name)) {
        if (names.callable.has(name)) inTheWay.push(name);
      } else if (mine === undefined && !imports.isForeign(module)) {
        // A module of a guessed name is this file.
        own.add(name);
      } else {
        inTheWay.push(name);
      }
    }
  }
  return { inTheWay, own };
}
