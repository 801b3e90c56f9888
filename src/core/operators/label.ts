import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import { mergeTests, readTests } from './merge-tests.ts';
import type { Test } from '../check.ts';
import type { Operator } from '../engine/operator.ts';
import { normalised } from '../languages/kit/normalise.ts';
import { requestSection } from './implement.ts';
import { functionSection, messagesFor } from './prompt.ts';
import type { Blind } from './specification.ts';

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
  effort: 'low',
  prompt: ({ specification, calls, samples, temperature, maxTokens }) => {
    const { subject } = specification;
    const language = languageOf(subject.language);
    return {
      messages: messagesFor(specification.surroundings, [
        functionSection(subject, { examples: specification.examples }),
        requestSection(
          `What must these calls of \`${subject.contract.name}\` return, by the description alone?\n\n${fenced(calls.join('\n'), language.fence)}`,
          [
            `One line for each call, the call copied as it stands: \`${language.equals('CALL', 'EXPECTED')}\`.`,
            `Where the description says that the call fails: \`${language.throws('CALL', language.exception).replace(/\n\s*/g, ' ')}\`.`,
            'Work each result out step by step from the description before you write it down.',
            'Leave out calls whose result the description does not settle.',
            'No imports, no comments, no definition of the function itself.',
          ],
        ),
      ]),
      samples,
      temperature,
      maxTokens,
    };
  },
  parse: async ({ samples }, { specification, calls }, { parser }) => {
    const language = languageOf(specification.subject.language);
    const asked = new Map(calls.map((call) => [normalised(call, language), call]));
    const read = await Promise.all(
      samples.map(async (sample) =>
        (await readTests(sample.text, specification, parser)).flatMap((test) => {
          const call = asked.get(normalised(test.call, language));
          return call === undefined || test.expectation.kind === 'holds' ? [] : [{ ...test, call }];
        }),
      ),
    );
    return mergeTests(read, 'd', language);
  },
};
