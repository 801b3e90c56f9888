/** Names that need no import. */
export interface KnownNames {
  /** Words that may stand before a bracket though nobody defines them: keywords and built-ins. */
  readonly callable: ReadonlySet<string>;
  /** Names that the values of a test may mention. */
  readonly ofValues: ReadonlySet<string>;
}
