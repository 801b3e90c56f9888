import type { LanguageFamily } from '../../core/languages/kit/facts.ts';
import type { HarnessFactory } from './harness-factory.ts';
import type { Interpreters } from './interpreters.ts';
import { javascriptFactory } from './javascript/javascript-factory.ts';
import { pythonFactory } from './python/python-factory.ts';

/**
 * What runs a language: one row for each. Of several factories the first is taken that can run
 * here, so one that brings its own isolation stands behind one that needs a tier.
 */
const rows: Readonly<
  Record<LanguageFamily, (interpreters: Interpreters) => readonly HarnessFactory[]>
> = {
  python: (interpreters) => [pythonFactory(() => interpreters.python())],
  javascript: (interpreters) => [javascriptFactory(() => interpreters.node())],
};

/** The factories of all rows, each language's in its order. */
export function harnessFactories(interpreters: Interpreters): readonly HarnessFactory[] {
  return Object.values(rows).flatMap((row) => row(interpreters));
}
