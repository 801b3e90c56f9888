import type { Probe, Test } from '../check.ts';
import { languageOf } from '../languages/languages.ts';
import type { RunRequest } from '../ports.ts';
import type { LanguageId } from '../text.ts';

/**
 * The module without candidates in which expected values that are code are evaluated; nothing where
 * all of them are literals.
 *
 * @param module Makes it, with what of the file these expressions mention.
 */
export function referenceFor(
  checks: readonly (Probe | Test)[],
  language: LanguageId,
  module: (expressions: readonly string[]) => string,
): Pick<RunRequest, 'reference'> {
  const { literals } = languageOf(language);
  const code = checks.flatMap((check) => {
    if (!('expectation' in check) || check.expectation.kind !== 'equals') return [];
    const { expected } = check.expectation;
    return literals.literal(expected) === undefined ? [expected] : [];
  });
  return code.length === 0 ? {} : { reference: module(code) };
}
