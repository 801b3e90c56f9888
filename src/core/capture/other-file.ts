import type { Snapshot } from '../text.ts';

/** Another file of the workspace that may test or call the target. */
export interface OtherFile extends Snapshot {
  /** It holds tests, by its path from the workspace folder (`isTestFile`). */
  readonly isTest: boolean;
}
