/** How descriptions in a language's files say what a call gives. */
export interface DocExamples {
  /** What stands between a call and its result. */
  readonly gives: RegExp;
  /** A comment after a call, which is its result inside an example. */
  readonly commented: RegExp;
  /**
   * An expected value in the language's own spelling; undefined for what only printing gives. `mask` is
   * the Mask of `text`.
   */
  readonly valueOf: (text: string, mask: string) => string | undefined;
  /**
   * What a session asserts when a value is printed that depends on the statements before it. Absent
   * where that cannot be said.
   */
  readonly sessionAssertion?: (
    before: readonly string[],
    expression: string,
    printed: string,
  ) => string;
}
