/** What stands beside a candidate, so that a call tells whether its result shares parts with its arguments. */
export interface SharingSketch {
  /** The function's name: it takes the arguments of a call and says whether the result shares mutable parts of them. */
  readonly name: string;
  /**
   * The function, in terms of the one that is called.
   *
   * @param callee Name of that function in the module.
   */
  readonly code: (callee: string) => string;
}
