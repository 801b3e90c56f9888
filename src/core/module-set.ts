/** A source file of the workspace as programs may import it. */
export interface WorkspaceModule {
  /** Path from the workspace folder, with `/` between its parts. */
  readonly path: string;
  /** The dotted name under which Python imports it. */
  readonly name?: string;
  /** Specifiers of JavaScript, each with the path of the module that it means. */
  readonly imports?: readonly (readonly [specifier: string, path: string])[];
  readonly source: string;
}

/**
 * The modules of the workspace that programs of one task can import, as data: they were found and
 * read when the task was captured, and nothing else of the workspace is there.
 */
export interface ModuleSet {
  /** The target's file: a program stands in its place. */
  readonly home: Omit<WorkspaceModule, 'source'>;
  /** Holds the target's file as well where another one imports it. */
  readonly modules: readonly WorkspaceModule[];
}
