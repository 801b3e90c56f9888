/** One test of a project's own suite, with the set-up that it needs, as statements that stand alone. */
export interface ProjectCase {
  /** What its suite calls it. */
  readonly name: string;
  /** What the test itself is, without its set-up. */
  readonly own: string;
  /** How many assertions stand in it. */
  readonly assertions: number;
  /** Statements that fail by raising. Modules that the language itself has are imported in them. */
  readonly code: string;
  /** The other imports of its file that it needs, as they stand there. */
  readonly imports: readonly CaseImport[];
}

/** An import of a test file. */
export interface CaseImport {
  readonly code: string;
  /** Names that it binds. */
  readonly names: readonly string[];
}
