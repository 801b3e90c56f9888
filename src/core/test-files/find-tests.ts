import type { LanguageFamily } from '../languages/kit/facts.ts';
import { languageOfPath, traitsOf } from '../languages/traits.ts';
import type { FoundTest } from './found-test.ts';
import { findScriptTest } from './javascript/find-test.ts';
import { findPythonTest } from './python/find-test.ts';

type Finder = (text: string, name: readonly string[]) => FoundTest | undefined;

/** Apart from the other rows of `test-forms.ts`, as the editor looks for tests before it loads the engine. */
const finders: Readonly<Record<LanguageFamily, Finder>> = {
  python: findPythonTest,
  javascript: findScriptTest,
};

/** The tests of these names that a file has, wherever they have moved. */
export function findTests(
  text: string,
  names: readonly (readonly string[])[],
  path: string,
): readonly FoundTest[] {
  const language = languageOfPath(path);
  if (language === undefined) return [];
  const find = finders[traitsOf(language).family];
  return names.flatMap((name) => find(text, name) ?? []);
}
