import { languageOf } from '../../../src/core/languages/languages.ts';
import { modulePartsFor } from '../../../src/core/program/prelude.ts';
import type { Task } from '../../../src/core/task.ts';

/** What of the module a program of the task holds that has these codes; with none, what the target needs. */
export function preludeOf({ scaffold, language }: Task, codes: readonly string[] = []): string {
  const { above, below } = modulePartsFor(scaffold, codes, languageOf(language));
  return [...above, ...below].map(({ code }) => code).join('\n');
}
