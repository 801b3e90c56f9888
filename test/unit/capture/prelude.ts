import { languageOf } from '../../../src/core/languages/languages.ts';
import type { Parser } from '../../../src/core/ports.ts';
import { modulePartsFor } from '../../../src/core/program/prelude.ts';
import type { Task } from '../../../src/core/task.ts';

/** What of the module a program of the task holds that has these codes; with none, what the target needs. */
export async function preludeOf(
  { scaffold, language }: Task,
  parser: Parser,
  codes: readonly string[] = [],
): Promise<string> {
  const { above, below } = await modulePartsFor(scaffold, codes, languageOf(language), parser);
  return [...above, ...below].map(({ code }) => code).join('\n');
}
