import type { Parameter } from './contract.ts';
import type { TextRange } from './text.ts';

/**
 * What directly encloses a declaration: an index into the summary's lists, or a function without a
 * name of its own, such as a callback.
 */
export type Enclosing =
  | { readonly kind: 'class'; readonly index: number }
  | { readonly kind: 'function'; readonly index: number }
  | { readonly kind: 'anonymous' };

/** One function of a file. Ranges are UTF-16 offsets into the text that was parsed. */
export interface SyntaxFunction {
  readonly name: string;
  /** Dotted path from the module: `Stack.push`, `outer.inner`. */
  readonly qualifiedName: string;
  /** The whole declaration: decorators, `export`, `const f =` and the trailing `;` included. */
  readonly range: TextRange;
  /** The statements between signature and end: inside the braces, or Python's block. */
  readonly body: TextRange;
  /** The docstring literal, or the doc comment before the declaration. */
  readonly doc?: TextRange;
  /** Signatures of the same name that stand before it, in the order of the text. */
  readonly overloads?: readonly TextRange[];
  /** From the start of `range` up to and including `:`, or before `{`. */
  readonly signature: TextRange;
  /** Offset of the name: where an editor puts a lens. */
  readonly nameAt: number;
  readonly enclosing?: Enclosing;
  /** True where an assignment makes it a member of something: `Stack.prototype.push = …`. */
  readonly assigned?: boolean;
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
  readonly async: boolean;
  readonly generator: boolean;
  readonly isStub: boolean;
}

/** A class, or an object literal or namespace whose members are functions. */
export interface SyntaxClass {
  readonly kind: 'class' | 'object';
  readonly name: string;
  readonly qualifiedName: string;
  readonly range: TextRange;
  /** From the start of `range` up to the first member. */
  readonly header: TextRange;
  readonly enclosing?: Enclosing;
}

/** What a top-level statement is for a runnable slice of the file. */
export type StatementKind = 'import' | 'function' | 'class' | 'type' | 'definition' | 'other';

/** One name that an import takes out of a module; `range` is its place in the import's list. */
export interface ImportedName {
  readonly name: string;
  /** The name by which this file knows it. */
  readonly local: string;
  readonly range: TextRange;
}

export interface SyntaxImport {
  /** Modules as written, without quotes: `./shapes`, `.shapes`, `collections.abc`. */
  readonly modules: readonly string[];
  /** The names of an import that lists them, in the order of the text. */
  readonly names: readonly ImportedName[];
  readonly typeOnly: boolean;
}

/** One statement of the module, with the names it binds. */
export interface SyntaxStatement {
  readonly kind: StatementKind;
  readonly range: TextRange;
  readonly defines: readonly string[];
  /** Set for imports, and for branches that import. */
  readonly import?: SyntaxImport;
}

/** What a file declares, cheap enough to compute at every edit. */
export interface SyntaxSummary {
  readonly functions: readonly SyntaxFunction[];
  readonly classes: readonly SyntaxClass[];
  readonly statements: readonly SyntaxStatement[];
  /** Where parsing met errors; empty for well-formed text. */
  readonly errors: readonly TextRange[];
}
