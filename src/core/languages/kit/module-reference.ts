/** What an import names: a module, and in Python the names that it takes out of it. */
export interface ModuleReference {
  readonly module: string;
  readonly names: readonly string[];
}
