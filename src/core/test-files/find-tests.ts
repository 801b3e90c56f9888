import { languageOfPath, traitsOf } from '../languages/traits.ts';
import type { FoundTest } from './found-test.ts';
import { testFinders } from './test-finders.ts';

/** The tests of these names that a file has, wherever they have moved. */
export function findTests(
  text: string,
  names: readonly (readonly string[])[],
  path: string,
): readonly FoundTest[] {
  const language = languageOfPath(path);
  if (language === undefined) return [];
  const find = testFinders[traitsOf(language).family];
  return names.flatMap((name) => find(text, name) ?? []);
}
