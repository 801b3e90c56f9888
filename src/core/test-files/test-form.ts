import type { Result } from '../result.ts';
import type { Preparation, TestFile, TestFileFailure } from './test-file.ts';

/** What writing tests in the form of a project must know of the languages of a family. */
export interface TestForm {
  /** Files that stand in the folder of a project. */
  readonly projectFiles: readonly string[];
  /** Names of files that say how a project is tested. */
  readonly configuration: RegExp;
  /** Paths of test files by customs that only these languages have. */
  readonly ownTestFiles?: RegExp;
  /** Writes kept tests, as the project's own framework has them. */
  readonly write: (prepared: Preparation) => Promise<Result<TestFile, TestFileFailure>>;
}
