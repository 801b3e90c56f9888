import type { Expectation } from '../../check.ts';
import type { Lexis } from './lexis.ts';
import { normalised } from './normalise.ts';

/** A test as read: its call (for a property, a short name of it) and what it expects. */
export interface ReadTest {
  readonly call: string;
  readonly expectation: Expectation;
}

/** Equal for tests that assert the same thing, however they are spaced. */
export function testKey(test: ReadTest, lexis: Lexis): string {
  const { expectation } = test;
  const squeezed = (text: string) => normalised(text, lexis).replace(/^0\|/, '');
  switch (expectation.kind) {
    case 'equals':
      return `=${squeezed(test.call)}=${squeezed(expectation.expected)}~${expectation.tolerance ?? 0}`;
    case 'throws':
      return `!${squeezed(test.call)}!${expectation.exception ?? ''}`;
    case 'holds':
      return `?${squeezed(expectation.assertion)}`;
  }
}
