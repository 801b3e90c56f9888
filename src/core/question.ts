/** A question to the user about a split specification. */
export interface Question {
  readonly node: string;
  /** The input on which the surviving readings differ. */
  readonly call: string;
  /** One choice per reading: what it returns there, as people read it, and as an expectation. */
  readonly choices: readonly { readonly shown: string; readonly expected: string }[];
}

/** Index of the chosen reading, the user's own expected expression, or no answer. */
export type Answer =
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'expected'; readonly expected: string }
  | { readonly kind: 'unanswered' };
