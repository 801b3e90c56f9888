import type { Test } from '../check.ts';
import type { LanguageFacts } from './kit/facts.ts';

/** A test as the language writes it. */
export function assertionText(test: Test, facts: LanguageFacts): string {
  const { expectation } = test;
  switch (expectation.kind) {
    case 'equals':
      return facts.equals(test.call, expectation.expected);
    case 'throws':
      return facts.throws(test.call, expectation.exception);
    case 'holds':
      return expectation.assertion;
  }
}

/** A fenced block whose fence is longer than any inside the text. */
export function fenced(text: string, tag: string): string {
  const runs = text.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${tag}\n${text}\n${fence}`;
}
