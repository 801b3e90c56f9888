import type { LanguageFamily } from '../languages/kit/facts.ts';
import type { FoundTest } from './found-test.ts';
import { findScriptTest } from './javascript/find-test.ts';
import { findPythonTest } from './python/find-test.ts';

/** Finds the test of a name, groups before it; undefined where the text has none. */
export type TestFinder = (text: string, name: readonly string[]) => FoundTest | undefined;

/** Apart from `test-forms.ts`, as the editor looks for tests before it loads the engine. */
export const testFinders: Readonly<Record<LanguageFamily, TestFinder>> = {
  python: findPythonTest,
  javascript: findScriptTest,
};
