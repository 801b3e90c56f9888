import type { SyntaxStatement } from '../../syntax.ts';
import type { ModuleKind } from '../../task.ts';
import type { WorkspaceFiles } from '../../workspace-files.ts';
import type { ModuleReference } from './module-reference.ts';
import type { ModuleResolver } from './module-resolver.ts';

/** What a language does when a module is loaded, and where it finds the modules that it imports. */
export interface Loading {
  /** The imports of a text, as it stands and as a Mask, in its order. */
  readonly references: (text: string, mask: string) => readonly ModuleReference[];
  /**
   * Says what imports mean for the file at `path`.
   *
   * @param names Modules that it imports, without those that begin with a dot.
   */
  readonly resolver: (
    files: WorkspaceFiles,
    path: string,
    names: readonly string[],
  ) => Promise<ModuleResolver>;
  /**
   * How a statement that may fail when the module is loaded is kept from failing all of it. Absent
   * where that cannot be written: imports that surely fail are left out then.
   */
  readonly guard?: Guard;
  /** The kind of module that the project declares for the file at `path`; absent where all are alike. */
  readonly declaredKind?: (files: WorkspaceFiles, path: string) => Promise<ModuleKind | undefined>;
  /** A statement that says what other modules see, kept from failing the module; undefined for any other. */
  readonly exporting?: (statement: string) => string | undefined;
  /** A statement that binds nothing, with what it raises caught; undefined where it may be left out. */
  readonly acting?: (statement: string) => string | undefined;
  /** The statement after which annotations may name what does not exist. */
  readonly lateAnnotations?: string;
  /** True where signatures are evaluated when the module is loaded, types and all. */
  readonly evaluatesSignatures: boolean;
}

export interface Guard {
  /** True for an import of a module that may not be installed. */
  readonly mayLack: (statement: Pick<SyntaxStatement, 'import'>) => boolean;
  /** The statement with what it raises caught: of an import, that a module is missing. */
  readonly guarded: (code: string, caught: 'import' | 'anything') => string;
  /** True for code that is guarded already. */
  readonly isGuarded: (code: string) => boolean;
}
