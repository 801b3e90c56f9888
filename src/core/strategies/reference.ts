import type { Probe, Test } from '../check.ts';
import { derive, type Routine } from '../engine/step.ts';
import { languageOf } from '../languages/languages.ts';
import type { Parser, RunRequest } from '../ports.ts';
import type { LanguageId } from '../text.ts';

/** The module in which nothing is written that is sampled, with what of the file some expressions mention. */
export type ModuleFor = (expressions: readonly string[], parser: Parser) => Promise<string>;

/**
 * The module without candidates in which expected values that are code are evaluated; nothing where
 * all of them are literals.
 *
 * @param node The function at work.
 * @param module Makes it, with what of the file these expressions mention.
 */
export function* referenceFor(
  node: string,
  checks: readonly (Probe | Test)[],
  language: LanguageId,
  module: ModuleFor,
): Routine<Pick<RunRequest, 'reference'>> {
  const { literals } = languageOf(language);
  const code = checks.flatMap((check) => {
    if (!('expectation' in check) || check.expectation.kind !== 'equals') return [];
    const { expected } = check.expectation;
    return literals.literal(expected) === undefined ? [expected] : [];
  });
  if (code.length === 0) return {};
  return { reference: yield* derive(node, 'the reference', ({ parser }) => module(code, parser)) };
}
