import type { AskFailure } from '../engine/step.ts';
import type { Question } from '../question.ts';
import type { Test } from '../check.ts';
import type { Oracle } from './oracle.ts';

/** An example that independent candidates contradict with one voice. */
export interface Contradiction {
  readonly example: Test;
  /** What they give instead, as people read it. */
  readonly given: string;
  /** Ids of the candidates that give it. */
  readonly candidates: readonly string[];
}

/**
 * What a search could not settle about one function by itself. A search owns one for as long as it
 * works on the function.
 */
export class Doubts {
  /** Ids of the tests that label inputs on which candidates differ: they settle a difference. */
  readonly labels = new Set<string>();
  /** Calls whose result was asked for. */
  readonly asked = new Set<string>();
  /** Those of them whose result most labellers left open. */
  readonly unsettled = new Set<string>();
  /** Examples that candidates contradict and nobody has confirmed. */
  contradiction: Contradiction | undefined;
  /** A slow reference that judges; absent where none fits, or none came. */
  oracle: Oracle | undefined;
  /** The last question that nobody answered. */
  open: Question | undefined;
  readonly #leftOut = new Set<string>();

  /** What the budget had no room for. */
  get leftOut(): readonly string[] {
    return [...this.#leftOut];
  }

  /** Notes that an ask came to nothing for want of budget. */
  missed(what: string, failure: AskFailure | undefined): void {
    if (failure?.reason === 'budget') this.#leftOut.add(what);
  }
}
