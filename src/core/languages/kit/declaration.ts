import type { Test } from '../../check.ts';
import type { Contract } from '../../contract.ts';

/** How a language writes the declarations of functions. Texts are at column 0 with `\n` line ends. */
export interface DeclarationForm {
  /** The header for a Contract: up to and with `:` in Python, before `{` elsewhere. */
  readonly header: (contract: Contract) => string;
  /** A docstring literal or doc comment that holds `text`, which is not blank. */
  readonly doc: (text: string) => string;
  /** The plain text of such a literal or comment: no quotes, stars or common indentation. */
  readonly docText: (literal: string) => string;
  /** An example as descriptions have it; empty for a property. */
  readonly example: (test: Test) => string;
  /** What follows the body of a declaration as written, such as `;`. */
  readonly tail: (declaration: string) => string;
  readonly withBody: (declaration: Written, body: BodyText) => string;
  /** With a body that only says that it is not written yet. */
  readonly stub: (declaration: Written) => string;
  /** As a specification: doc and header, for a prompt. */
  readonly specification: (declaration: Written) => string;
  /** A group of it is the name that a module-level declaration introduces. */
  readonly declared: RegExp;
  /** The words before a declaration that make it visible to other modules. */
  readonly exportPrefix: (header: string) => string;
  /** A declaration without that prefix, made visible to other modules by its name. */
  readonly exported: (declaration: string) => string;
  /** What may stand around a bare member so that it can be read: a class, an object. */
  readonly memberShells: readonly (readonly [open: string, close: string])[];
}

/** A declaration without its body. */
export interface Written {
  readonly header: string;
  /** Docstring literal or doc comment; empty where there is none. */
  readonly doc: string;
  readonly tail: string;
}

/**
 * The body of a function as it stands under a header at column 0: one level in, but for the white
 * space of the first line; without braces and without the documentation of its function. Blank lines
 * before it are line ends that it begins with; an expression that begins a line of its own begins with
 * the line end.
 */
export interface BodyText {
  readonly kind: 'block' | 'expression';
  /** Remarks between the header and documentation inside the body, one a line. */
  readonly aboveDoc?: readonly string[];
  readonly text: string;
}

/** The name that a module-level declaration introduces; undefined for anything else. */
export function declaredName(
  declaration: string,
  { declarations }: { readonly declarations: Pick<DeclarationForm, 'declared'> },
): string | undefined {
  const match = declarations.declared.exec(declaration.trimStart());
  return match?.[1] ?? match?.[2];
}
