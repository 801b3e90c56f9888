import type { Probe, Test } from '../check.ts';
import type { CheckResult } from '../ports.ts';
import type { Outcome } from '../outcome.ts';
import { describeOutcome, shownValue } from '../languages/describe.ts';
import type { LanguageId } from '../text.ts';
import type { CellContent, CellKind } from './report.ts';
import { visible } from './visible.ts';

/** Longest text of a cell, and of what is said of it. */
const cellCharacters = 32;
const detailCharacters = 300;

/** What one candidate did on one check, for people. Undefined where it was never run. */
export function cellOf(
  check: Probe | Test,
  { outcome, passed }: CheckResult,
  language: LanguageId,
): CellContent | undefined {
  if (outcome.kind === 'skipped' && outcome.ms === 0) return undefined;
  const isTest = 'expectation' in check;
  const verdict = isTest ? { passed: passed === true } : {};
  if (isTest && check.expectation.kind === 'holds' && isSaid(outcome)) {
    const text = passed === true ? 'holds' : 'does not hold';
    return { kind: 'property', ...verdict, text, detail: `it ${text}` };
  }
  return {
    kind: kinds[outcome.kind],
    ...verdict,
    text: visible(shortText(outcome, language), cellCharacters),
    detail: visible(describeOutcome(outcome, language, detailCharacters), detailCharacters + 40),
  };
}

const kinds: Readonly<Record<Outcome['kind'], CellKind>> = {
  value: 'value',
  exception: 'raised',
  timeout: 'timeout',
  crash: 'crashed',
  refused: 'refused',
  unencodable: 'unshown',
  skipped: 'skipped',
};

/** A property that came to a verdict, by returning or by failing an assertion. */
function isSaid(outcome: Outcome): boolean {
  return (
    outcome.kind === 'value' ||
    (outcome.kind === 'exception' && outcome.type.startsWith('AssertionError'))
  );
}

function shortText(outcome: Outcome, language: LanguageId): string {
  switch (outcome.kind) {
    case 'value':
      return shownValue(outcome.value, language, cellCharacters);
    case 'exception':
      return `raised ${outcome.type}`;
    case 'timeout':
      return 'timed out';
    case 'crash':
      return 'crashed';
    case 'refused':
      return 'could not run';
    case 'unencodable':
      return 'not shown';
    case 'skipped':
      return 'changes';
  }
}
