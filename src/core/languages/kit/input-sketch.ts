/** What stands beside a reference that can make arguments, so that they can be had by a call. */
export interface InputSketch {
  /** The function's name: it takes a seed and a count, and gives that many lists of arguments at most. */
  readonly name: string;
  /** Words in types of plain data: of such arguments any can be made. */
  readonly plainTypes: ReadonlySet<string>;
  /**
   * The function, in terms of `random_arguments(rng, size)` and, with `guards`, of `is_allowed`.
   *
   * @param facts.parameters How many arguments a call takes.
   */
  readonly code: (facts: { readonly guards: boolean; readonly parameters: number }) => string;
}
