import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Query, type Language, type Node, type QueryMatch } from 'web-tree-sitter';

/** The compiled queries of one grammar. Their owner deletes them. */
export interface SyntaxQueries {
  /** `functions.scm` and `parameters.scm`: together, since each walk over a file takes its time. */
  readonly declarations: Query;
  readonly statements: Query;
}

/** Compiles the query files of a grammar's folders. Rejects for a file that the grammar does not fit. */
export async function loadQueries(
  language: Language,
  directory: string,
  folders: readonly string[],
): Promise<SyntaxQueries> {
  const read = async (file: string): Promise<string> => {
    const paths = folders.map((folder) => join(directory, folder, file)).filter(existsSync);
    const parts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    return parts.join('\n');
  };
  const [functions, parameters, statements] = await Promise.all([
    read('functions.scm'),
    read('parameters.scm'),
    read('statements.scm'),
  ]);
  return {
    declarations: new Query(language, `${functions}\n${parameters}`),
    statements: new Query(language, statements),
  };
}

/** The nodes of one match by capture name. */
export class Captures {
  readonly #match: QueryMatch;

  constructor(match: QueryMatch) {
    this.#match = match;
  }

  /** The first node of that name. */
  get(name: string): Node | undefined {
    return this.#match.captures.find((capture) => capture.name === name)?.node;
  }

  has(name: string): boolean {
    return this.#match.captures.some((capture) => capture.name === name);
  }

  all(name: string): Node[] {
    return this.#match.captures
      .filter((capture) => capture.name === name)
      .map((capture) => capture.node);
  }
}
