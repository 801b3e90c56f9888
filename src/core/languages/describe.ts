import { showValue } from './kit/show-value.ts';
import type { Test } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import type { CheckResult } from '../ports.ts';
import { languageOf } from './languages.ts';
import { readCanonicalStart } from '../values/canonical.ts';
import type { LanguageId } from '../text.ts';

/** What happened, in a few words for people and for a repair prompt. */
export function describeOutcome(outcome: Outcome, language: LanguageId, limit = 200): string {
  switch (outcome.kind) {
    case 'value':
      return `it returned ${shownValue(outcome.value, language, limit)}`;
    case 'exception':
      return `it raised ${outcome.type}${outcome.message === '' ? '' : `: ${outcome.message.slice(0, limit)}`}`;
    case 'timeout':
      return 'it ran out of time';
    case 'crash':
      return `its process died: ${outcome.detail}`;
    case 'refused':
      return `it could not be run: ${outcome.detail}`;
    case 'unencodable':
      return `its result cannot be shown: ${outcome.detail}`;
    case 'skipped':
      return 'it was not run';
  }
}

/** What happened most often: `it raised NameError: …`. */
export function commonestFailure(results: readonly CheckResult[], language: LanguageId): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) {
    const text = describeOutcome(outcome, language);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'it was not run';
}

export function shownValue(canonical: string, language: LanguageId, limit = 200): string {
  // Every value shows at least one character, nearly: what is behind would be cut off again.
  const value = readCanonicalStart(canonical, 4 * limit + 1000);
  return showValue(value, languageOf(language), limit);
}

/** Why a test failed: `f(1) should be 2, but it returned 3`. */
export function describeFailure(test: Test, result: CheckResult, language: LanguageId): string {
  const { expectation } = test;
  const happened = describeOutcome(result.outcome, language);
  switch (expectation.kind) {
    case 'equals':
      return `\`${test.call}\` should be ${expectation.expected}, but ${happened}.`;
    case 'throws':
      return `\`${test.call}\` should raise ${expectation.exception ?? 'an error'}, but ${happened}.`;
    case 'holds':
      return `\`${test.call}\` does not hold.`;
  }
}
