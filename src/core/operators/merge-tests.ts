import { calleeOf, type Subject } from '../languages/subject.ts';
import type { Language } from '../languages/language.ts';
import { testKey, type ReadTest } from '../languages/kit/read-test.ts';
import { codeBlocks } from '../languages/kit/code-blocks.ts';
import type { Test } from '../check.ts';

/** Tests in one answer, in their order. Whatever does not call the function is left out. */
export function readTests(answer: string, subject: Subject, language: Language): ReadTest[] {
  const callee = calleeOf(subject);
  return codeBlocks(answer, language).flatMap((block) =>
    callee.language.readTests(block.text, callee),
  );
}

/**
 * One Test for each distinct thing that the samples assert, with the number of samples that did: a
 * sample that repeats itself counts once. Ids are `prefix` and a number in order of appearance.
 */
export function mergeTests(
  samples: readonly (readonly ReadTest[])[],
  prefix: string,
  language: Language,
): Test[] {
  const merged = new Map<string, { test: ReadTest; count: number }>();
  for (const sample of samples) {
    const own = new Map(sample.map((test) => [testKey(test, language), test]));
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
