import type { Expectation, Test } from '../check.ts';
import type { LanguageFacts } from '../program/language.ts';
import { normalised } from '../program/normalise.ts';
import type { Subject } from '../program/subject.ts';
import { codeBlocks } from './answer.ts';
import { calleeOf, type Callee } from './calls.ts';
import { javascriptTests } from './javascript-tests.ts';
import { pythonTests } from './python-tests.ts';

/** A test as read: its call (for a property, a short name of it) and what it expects. */
export interface ReadTest {
  readonly call: string;
  readonly expectation: Expectation;
}

/** Tests in one answer, in their order. Whatever does not call the function is left out. */
export function readTests(answer: string, subject: Subject, facts: LanguageFacts): ReadTest[] {
  const callee = calleeOf(subject, facts.family);
  return codeBlocks(answer, facts).flatMap((block) => readTestCode(block.text, callee));
}

export function readTestCode(code: string, callee: Callee): ReadTest[] {
  return callee.family === 'python' ? pythonTests(code, callee) : javascriptTests(code, callee);
}

/**
 * One Test for each distinct thing that the samples assert, with the number of samples that did: a
 * sample that repeats itself counts once. Ids are `prefix` and a number in order of appearance.
 */
export function mergeTests(
  samples: readonly (readonly ReadTest[])[],
  prefix: string,
  facts: LanguageFacts,
): Test[] {
  const merged = new Map<string, { test: ReadTest; count: number }>();
  for (const sample of samples) {
    const own = new Map(sample.map((test) => [testKey(test, facts), test]));
    for (const [key, test] of own) {
      const known = merged.get(key);
      if (known === undefined) merged.set(key, { test, count: 1 });
      else known.count++;
    }
  }
  return [...merged.values()].map(({ test, count }, index) => ({
    id: `${prefix}${index + 1}`,
    call: test.call,
    source: 'generated',
    expectation: test.expectation,
    multiplicity: count,
  }));
}

/** Equal for tests that assert the same thing, however they are spaced. */
export function testKey(test: ReadTest, facts: LanguageFacts): string {
  const { expectation } = test;
  const squeezed = (text: string) => normalised(text, facts.family).replace(/^0\|/, '');
  switch (expectation.kind) {
    case 'equals':
      return `=${squeezed(test.call)}=${squeezed(expectation.expected)}~${expectation.tolerance ?? 0}`;
    case 'throws':
      return `!${squeezed(test.call)}!${expectation.exception ?? ''}`;
    case 'holds':
      return `?${squeezed(expectation.assertion)}`;
  }
}
