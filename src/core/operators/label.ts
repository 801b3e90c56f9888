import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import { mergeTests, readTests } from './merge-tests.ts';
import type { Test } from '../check.ts';
import type { Operator } from '../engine/operator.ts';
import { codeKeys } from '../languages/kit/test-keys.ts';
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
    const read = await Promise.all(
      samples.map((sample) => readTests(sample.text, specification, parser)),
    );
    const keys = [
      ...(await codeKeys([...calls, ...read.flat().map(({ call }) => call)], language, parser)),
    ];
    const asked = new Map(calls.map((call) => [keys.shift() ?? '', call]));
    const labelled = read.map((tests) =>
      tests.flatMap((test) => {
        const call = asked.get(keys.shift() ?? '');
        return call === undefined || test.expectation.kind === 'holds' ? [] : [{ ...test, call }];
      }),
    );
    return mergeTests(labelled, 'd', language, parser);
  },
};
