import type { SessionForm } from './session-form.ts';

/** How descriptions in a language's files say what a call gives. */
export interface DocExamples {
  /** What stands between a call and its result. */
  readonly gives: RegExp;
  /** A comment after a call, which is its result inside an example. */
  readonly commented: RegExp;
  readonly session: SessionForm;
}
