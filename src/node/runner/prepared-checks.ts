import type { Probe, Test } from '../../core/check.ts';
import type { LanguageId } from '../../core/text.ts';
import type { Harness } from './harness.ts';

/** Checks in the language that is really run: expressions and assertions without their types. */
export function prepareChecks(
  checks: readonly (Probe | Test)[],
  harness: Harness,
  languageId: LanguageId,
): readonly (Probe | Test)[] {
  const expression = (text: string): string =>
    harness.prepareExpression?.(text, languageId) ?? text;
  const statements = (text: string): string => {
    const prepared = harness.prepare?.(text, languageId);
    // What cannot be read fails where it runs, with the engine's own words.
    return prepared?.ok === true ? prepared.value : text;
  };
  return checks.map((check) => {
    if (!('expectation' in check)) return { ...check, call: expression(check.call) };
    const { expectation } = check;
    switch (expectation.kind) {
      case 'equals': {
        const expected = expression(expectation.expected);
        return {
          ...check,
          call: expression(check.call),
          expectation: { ...expectation, expected },
        };
      }
      case 'throws':
        return { ...check, call: expression(check.call) };
      case 'holds': {
        const assertion = statements(expectation.assertion);
        return { ...check, expectation: { ...expectation, assertion } };
      }
    }
  });
}
