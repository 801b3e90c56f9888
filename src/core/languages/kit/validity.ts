import type { Outcome } from '../../outcome.ts';

/** How the language itself is asked whether it takes the text of a whole file; nothing of it runs. */
export interface Validity {
  /** A module that has the language read the text. */
  readonly module: (text: string) => string;
  /** Dotted name of what the module must define; empty where it defines nothing. */
  readonly entry: string;
  readonly call: string;
  /** What the language has against the text; undefined where it takes it, or where nobody knows. */
  readonly complaint: (outcome: Outcome) => string | undefined;
}
