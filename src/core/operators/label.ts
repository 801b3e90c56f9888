import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import { mergeTests, readTests } from './merge-tests.ts';
import type { Test } from '../check.ts';
import type { Operator } from '../engine/operator.ts';
import { codeKey, type ReadTest } from '../languages/kit/read-test.ts';
import { functionSection, messagesFor, wishOf } from './prompt.ts';
import type { Blind } from './specification.ts';
import { failureRule } from './test-rules.ts';

export interface LabelInput extends Blind {
  /** Bare calls whose results are wanted. */
  readonly calls: readonly string[];
  readonly samples: number;
  readonly temperature: number;
  readonly maxTokens: number;
}

/** Says from the specification alone what given calls must return; each sample is one vote. */
export const label: Operator<LabelInput, readonly Test[]> = {
  name: 'label',
  makes: 'expected results',
  effort: 'low',
  prompt: ({ specification, calls, samples, temperature, maxTokens }) => {
    const { subject } = specification;
    const language = languageOf(subject.language);
    return {
      messages: messagesFor(
        specification.surroundings,
        {
          text: `What must these calls of \`${subject.contract.name}\` return, by the description alone?\n\n${fenced(calls.join('\n'), language.fence)}`,
          rules: [
            `For each call one line, the call copied as it stands: \`${language.equals('CALL', 'EXPECTED')}\`. A comment line above it may hold how the description leads to it.`,
            failureRule(specification, 'CALL'),
            `Where the description does not settle a result, write a comment in its place: \`${language.lineComment} unsettled: CALL: what is open\`.`,
            'No imports and no definition of the function itself.',
          ],
        },
        [
          functionSection(subject, {
            examples: specification.examples,
            ...wishOf(specification.surroundings, specification.subject),
          }),
        ],
      ),
      samples,
      temperature,
      maxTokens,
    };
  },
  parse: async ({ samples }, { specification, calls }, { parser }) => {
    const language = languageOf(specification.subject.language);
    const asked = new Map<string, string>();
    for (const call of calls) asked.set(await codeKey(call, language, parser), call);
    const read: ReadTest[][] = [];
    for (const sample of samples) {
      const own: ReadTest[] = [];
      for (const test of await readTests(sample.text, specification, parser)) {
        const call = asked.get(await codeKey(test.call, language, parser));
        if (call !== undefined && test.expectation.kind !== 'holds') own.push({ ...test, call });
      }
      read.push(own);
    }
    return mergeTests(read, 'd', language, parser);
  },
};
