import { calleeOf } from '../languages/subject.ts';
import type { Language } from '../languages/language.ts';
import type { ReadTest } from '../languages/kit/read-test.ts';
import { codeKeys, testKeys } from '../languages/kit/test-keys.ts';
import { codeBlocks } from '../languages/kit/code-blocks.ts';
import { readTestBlocks } from '../languages/kit/tests/read-blocks.ts';
import type { Test } from '../check.ts';
import type { Parser } from '../ports.ts';
import type { Specification } from './specification.ts';

/**
 * Tests in one answer, in their order: of its last block that holds any, for what stands before was
 * thought aloud. Whatever does not call the function is left out; of two results that are stated for
 * one call, the later one counts.
 */
export async function readTests(
  answer: string,
  { subject, surroundings }: Specification,
  parser: Parser,
): Promise<ReadTest[]> {
  const callee = calleeOf(subject);
  const known = new Set(surroundings.context.moduleNames);
  for (const block of [...codeBlocks(answer, callee.language)].reverse()) {
    const tests = await readTestBlocks(block.text, callee, parser, known);
    if (tests.length > 0) return latest(tests, callee.language, parser);
  }
  return [];
}

/** Without what a later test of the same call takes back. */
async function latest(
  tests: readonly ReadTest[],
  language: Language,
  parser: Parser,
): Promise<ReadTest[]> {
  if (tests.length < 2) return [...tests];
  const isValue = ({ expectation }: ReadTest) => expectation.kind !== 'holds';
  const calls = tests.filter(isValue).map(({ call }) => call);
  const keys = [...(await codeKeys(calls, language, parser))];
  const others = [
    ...(await testKeys(
      tests.filter((test) => !isValue(test)),
      language,
      parser,
    )),
  ];
  const byCall = new Map<string, ReadTest>();
  for (const test of tests) byCall.set((isValue(test) ? keys : others).shift() ?? '', test);
  return [...byCall.values()];
}

/**
 * One Test for each distinct thing that the samples assert, with the number of samples that did: a
 * sample that repeats itself counts once. Ids are `prefix` and a number in order of appearance.
 */
export async function mergeTests(
  samples: readonly (readonly ReadTest[])[],
  prefix: string,
  language: Language,
  parser: Parser,
): Promise<Test[]> {
  const merged = new Map<string, { test: ReadTest; count: number }>();
  const keys = await testKeys(samples.flat(), language, parser);
  let next = 0;
  for (const sample of samples) {
    const own = new Map(sample.map((test) => [keys[next++] ?? '', test]));
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
