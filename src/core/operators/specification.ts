import type { Subject } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Test } from '../check.ts';
import { declaredName } from '../languages/kit/declaration.ts';
import type { Surroundings } from './prompt.ts';

declare const sealed: unique symbol;

/**
 * All that a writer of tests or inputs may know of a function: its declaration without a body, what
 * surrounds it and its trusted examples. Only `specificationOf` makes one, and there is no place in
 * it for code of the function: tests written after seeing the code find about half the faults.
 */
export interface Specification {
  readonly [sealed]: true;
  readonly subject: Subject;
  readonly surroundings: Surroundings;
  readonly examples: readonly Test[];
  readonly candidate?: never;
  readonly candidates?: never;
  readonly code?: never;
  readonly body?: never;
}

/** The input of an operator that must not see code. */
export interface Blind {
  readonly specification: Specification;
  readonly candidate?: never;
  readonly candidates?: never;
  readonly code?: never;
}

/** Copies the listed facts alone; declarations that hold the function itself are left out. */
export function specificationOf(
  subject: Subject,
  surroundings: Surroundings,
  examples: readonly Test[],
): Specification {
  const { context, instruction, wishedFor } = surroundings;
  const language = languageOf(surroundings.language);
  const own = (text: string) => declaredName(text, language) === subject.contract.name;
  const { contract, header, doc, member, tail } = subject;
  const facts: Omit<Specification, typeof sealed> = {
    subject: { language: subject.language, contract, header, doc, member, tail },
    surroundings: {
      language: language.id,
      context: { ...context, declarations: context.declarations.filter((text) => !own(text)) },
      ...(instruction === undefined ? {} : { instruction }),
      ...(wishedFor === undefined ? {} : { wishedFor }),
    },
    examples: [...examples],
  };
  return facts as Specification;
}
