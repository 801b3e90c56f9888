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
  /** Takes the declaration of `name` apart; undefined where `code` does not hold one. */
  readonly parts: (code: string, name: string) => DeclarationParts | undefined;
  readonly withBody: (declaration: Written, body: DeclarationParts['body']) => string;
  /** With a body that only says that it is not written yet. */
  readonly stub: (declaration: Written) => string;
  /** As a specification: doc and header, for a prompt. */
  readonly specification: (declaration: Written) => string;
  /** A group of it is the name that a module-level declaration introduces. */
  readonly declared: RegExp;
  /** The words before a declaration that make it visible to other modules. */
  readonly exportPrefix: (header: string) => string;
  /** What must stand around a bare method of a class so that it can be read. */
  readonly memberShell?: readonly [open: string, close: string];
}

/** A declaration without its body. */
export interface Written {
  readonly header: string;
  /** Docstring literal or doc comment; empty where there is none. */
  readonly doc: string;
  readonly tail: string;
}

/** A function declaration taken apart at the place where its body begins. */
export interface DeclarationParts {
  /** Up to and with `:` in Python; before `{`, or up to and with `=>`, elsewhere. Trimmed. */
  readonly header: string;
  readonly body: {
    readonly kind: 'block' | 'expression';
    /** At column 0, without braces; a Python docstring is left out. */
    readonly text: string;
  };
  /** The docstring literal as written; empty where there is none, and in JavaScript. */
  readonly doc: string;
  /** True where the closing brace is missing. */
  readonly cut: boolean;
}

export function trimBlank(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

export function escaped(name: string): string {
  return name.replace(/[$]/g, '\\$&');
}

/** The name that a module-level declaration introduces; undefined for anything else. */
export function declaredName(
  declaration: string,
  { declarations }: { readonly declarations: Pick<DeclarationForm, 'declared'> },
): string | undefined {
  const match = declarations.declared.exec(declaration.trimStart());
  return match?.[1] ?? match?.[2];
}
