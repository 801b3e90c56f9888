/** A source file of the workspace as programs may import it. */
export interface WorkspaceModule {
  /** Path from the workspace folder, with `/` between its parts. */
  readonly path: string;
  /** The dotted name under which Python imports it. */
  readonly name?: string;
  /** Specifiers of JavaScript, each with the path of the module that it means. */
  readonly imports?: readonly (readonly [specifier: string, path: string])[];
  readonly source: string;
  /** It belongs to an installed package: published code, in which nothing has to be masked. */
  readonly isPackage?: boolean;
}

/**
 * The modules of the workspace that programs of one task can import, as data: they were found and
 * read when the task was captured, and nothing else of the workspace is there.
 */
export interface ModuleSet {
  /** The target's file: a program stands in its place. */
  readonly home: Omit<WorkspaceModule, 'source'>;
  /** Holds the target's file as well where another one imports it. */
  readonly modules: readonly WorkspaceModule[];
}

/**
 * A key made from what a set holds: equal sets have equal keys, in every process and on every
 * machine. So a set need not be sent again to who keeps it by its key. The order of its modules means
 * nothing.
 *
 * @param hash See the port `Hash`.
 */
export function contentKey({ home, modules }: ModuleSet, hash: (text: string) => string): string {
  const held = modules.map((module) => JSON.stringify([...placeOf(module), module.source]));
  return hash(JSON.stringify([placeOf(home), held.toSorted()]));
}

function placeOf({ path, name, imports = [] }: ModuleSet['home']): readonly unknown[] {
  return [path, name ?? null, imports];
}
