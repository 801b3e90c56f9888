/** Which operator, model and prompt produced a Candidate. */
export interface Origin {
  /** Name of the operator, e.g. `sample` or `divide`. */
  readonly operator: string;
  /** Id of the Action that produced it. */
  readonly action: string;
  /** Which of the action's samples it was, from 0. */
  readonly sample: number;
  readonly model: string;
  readonly temperature: number;
  readonly promptHash: string;
  /** Completion tokens spent on this sample, an estimate where the server only gives totals. */
  readonly tokens: number;
}

/** One implementation of one Contract. */
export interface Candidate {
  readonly id: string;
  /** Name of the Contract. */
  readonly contract: string;
  /**
   * The complete function, at column 0, with its decorators; without imports, and in TypeScript
   * and JavaScript without `export` and doc comment.
   */
  readonly code: string;
  /**
   * Module-level declarations the model wrote beside it (private helpers, constants, classes), at
   * column 0, in an order that runs; absent where there are none.
   */
  readonly beside?: readonly string[];
  /**
   * Of each of `beside`, the names that it needs while it is loaded, through functions that this may call
   * as well. Absent where that is not known: in older journals.
   */
  readonly loads?: readonly (readonly string[])[];
  /** Import statements the code needs, one per entry. */
  readonly imports: readonly string[];
  readonly origin: Origin;
}
