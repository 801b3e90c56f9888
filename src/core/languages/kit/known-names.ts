/** Names that need no import, and how code gives meaning to others, as far as text shows it. */
export interface KnownNames {
  /** Words that may stand before a bracket though nobody defines them: keywords and built-ins. */
  readonly callable: ReadonlySet<string>;
  /** Names that the values of a test may mention. */
  readonly ofValues: ReadonlySet<string>;
  /** Ways in which a function's code gives meaning to a name; the name is the first group. */
  readonly bindings: readonly RegExp[];
  /** Ways in which an expression or statements bind names; the first group holds them. */
  readonly binders: readonly RegExp[];
  /** Names in the first group are keys, and mean nothing. */
  readonly keys?: RegExp;
}
