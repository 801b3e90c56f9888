import { languageOf } from '../languages/languages.ts';
import { mergeTests, readTests } from './merge-tests.ts';
import type { Test } from '../check.ts';
import type { Operator } from '../engine/operator.ts';
import { functionSection, messagesFor, wishOf } from './prompt.ts';
import type { Blind } from './specification.ts';
import { testRules } from './test-rules.ts';

export interface WriteTestsInput extends Blind {
  readonly samples: number;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Tests asked for in each sample. */
  readonly count: number;
}

/** Writes tests from the specification alone. Equal tests of several samples gain multiplicity. */
export const writeTests: Operator<WriteTestsInput, readonly Test[]> = {
  name: 'write-tests',
  makes: 'tests',
  effort: 'low',
  prompt: ({ specification, samples, temperature, maxTokens, count }) => ({
    messages: messagesFor(
      specification.surroundings,
      {
        text: `Write ${count} tests for \`${specification.subject.contract.name}\` from its description alone.`,
        rules: testRules(specification),
      },
      [
        functionSection(specification.subject, {
          examples: specification.examples,
          ...wishOf(specification.surroundings, specification.subject),
        }),
      ],
    ),
    samples,
    temperature,
    maxTokens,
  }),
  parse: async ({ samples }, { specification }, { parser }) => {
    const language = languageOf(specification.subject.language);
    const read = await Promise.all(
      samples.map((sample) => readTests(sample.text, specification, parser)),
    );
    return mergeTests(read, 't', language, parser);
  },
};
