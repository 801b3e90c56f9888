/** A question to the user about a split specification. */
export interface Question {
  readonly node: string;
  /** The input on which the surviving readings differ. */
  readonly call: string;
  /** One choice per reading: what it returns there, as people read it, and as an expectation. */
  readonly choices: readonly Choice[];
  /** Why it is asked, in one sentence, where it is not that candidates differ. */
  readonly reason?: string;
}

/** One reading of a split specification. */
export interface Choice {
  readonly shown: string;
  readonly expected: string;
  /** How many candidates give it; absent in old journals. */
  readonly candidates?: number;
  /** The choice as an example that settles it, such as `f(1) == 2`; absent where none can be written. */
  readonly example?: string;
}

/** Index of the chosen reading, the user's own expected expression, or no answer. */
export type Answer =
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'expected'; readonly expected: string }
  | { readonly kind: 'unanswered' };
