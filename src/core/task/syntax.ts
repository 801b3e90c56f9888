import type { Parameter } from '../plan/contract.ts';
import type { LanguageId, TextRange } from '../text.ts';

/** What directly encloses a declaration: an index into the summary's lists. */
export type Enclosing =
  | { readonly kind: 'class'; readonly index: number }
  | { readonly kind: 'function'; readonly index: number };

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
  /** From the start of `range` up to and including `:`, or before `{`. */
  readonly signature: TextRange;
  /** Offset of the name: where an editor puts a lens. */
  readonly nameAt: number;
  readonly enclosing?: Enclosing;
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
  readonly async: boolean;
  readonly generator: boolean;
  readonly isStub: boolean;
}

export interface SyntaxClass {
  readonly name: string;
  readonly qualifiedName: string;
  readonly range: TextRange;
  /** From the start of `range` up to the first member. */
  readonly header: TextRange;
  readonly enclosing?: Enclosing;
}

/** What a top-level statement is for a runnable slice of the file. */
export type StatementKind = 'import' | 'function' | 'class' | 'type' | 'definition' | 'other';

/** One statement of the module, with the names it binds and mentions. */
export interface SyntaxStatement {
  readonly kind: StatementKind;
  readonly range: TextRange;
  readonly defines: readonly string[];
}

/** What a file declares, cheap enough to compute at every edit. */
export interface SyntaxSummary {
  readonly functions: readonly SyntaxFunction[];
  readonly classes: readonly SyntaxClass[];
  readonly statements: readonly SyntaxStatement[];
  /** Where parsing met errors; empty for well-formed text. */
  readonly errors: readonly TextRange[];
}

/** Reads the declarations of a file with tree-sitter, in a worker. Tolerates syntax errors. */
export interface SyntaxReader {
  summarize(language: LanguageId, text: string): Promise<SyntaxSummary>;
}
