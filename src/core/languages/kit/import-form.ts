import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import type { ModuleKind } from '../../task.ts';

/** What a name of an import stands for: a thing of a module, or the module itself (`*`). */
export interface ImportOrigin {
  readonly module: string;
  readonly thing: string;
}

/** How a language writes imports, for what is added to a file. */
export interface ImportForm {
  /** Names that an import statement brings in; `*` where it does not say. */
  readonly bound: (statement: string) => readonly string[];
  /** An import that lists no names, with only what binds one of `names`. */
  readonly only: (statement: string, names: readonly string[]) => string;
  /** Takes away what is left of a list whose names were taken out. */
  readonly tidied: (statement: string) => string;
  /** With the quotes and line ends of the other imports of its file. */
  readonly inStyleOf: (statement: string, others: readonly string[]) => string;
  /** Blank lines between new imports and the line after them, which is given trimmed. */
  readonly blankLinesBefore: (next: string) => number;
  /** A statement that takes one name out of a module. */
  readonly taking: (name: string, module: string) => string;
  /** An import of the language's own library, in a form that may stand among a test's statements. */
  readonly mayStandInTests: (statement: string) => boolean;
  /** True where a module can be given a name of the importer's own, as `import thing from …` does. */
  readonly hasDefaults: boolean;
  /**
   * The import of a candidate as statements of this file, whose kind of module may have other words.
   *
   * @param path Of the file.
   * @param declared What the project makes of a file that does not say what it is.
   */
  readonly statementsIn: (
    statement: SyntaxNode,
    file: SyntaxTree,
    path: string,
    declared?: ModuleKind,
  ) => readonly string[];
  /** What each name stands for that the imports in some code bind. */
  readonly origins: (code: SyntaxNode) => ReadonlyMap<string, ImportOrigin>;
  /** True for a module that cannot be the importing file itself under a name that somebody guessed. */
  readonly isForeign: (module: string) => boolean;
  /** True for a statement whose names are there for the type checker alone. */
  readonly isForTypes: (statement: SyntaxNode) => boolean;
  /** True for an import that changes how its file is read: it goes before everything. */
  readonly isSetting: (statement: SyntaxNode) => boolean;
  /** The module of such imports, where there is one. */
  readonly settings?: string;
}
