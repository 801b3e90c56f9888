import type { PrintOption } from '../languages/kit/session-form.ts';
import type { Callee } from '../languages/language.ts';
import type { Parser } from '../ports.ts';

/** What an example says comes of a statement. */
export type Want =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'shown';
      readonly text: string;
      readonly options: readonly PrintOption[];
      /** True where the text is what is printed, letter by letter; else it must be a value. */
      readonly isOutput: boolean;
    }
  | { readonly kind: 'raises'; readonly exception?: string };

/** A statement of a session, or several on a line, and what comes of it. */
export interface SessionStep {
  readonly code: string;
  readonly wants: Want;
}

/** What is known where examples are read. */
export interface ExampleSetting {
  readonly parser: Parser;
  readonly callee: Callee;
  /** Names that the target's module has. */
  readonly known: ReadonlySet<string>;
  /** Those of them that it imports. */
  readonly imported: ReadonlySet<string>;
  /** Names of the parameters that take arguments by position, in their order. */
  readonly parameters: readonly string[];
  /** How many of them have no default value. */
  readonly required: number;
  /** True for a function that prints its results. */
  readonly prints: boolean;
}
