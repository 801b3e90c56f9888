import { calleeOf } from '../languages/subject.ts';
import type { Operator } from '../engine/operator.ts';
import { readCalls } from '../languages/kit/calls.ts';
import { requestSection } from './implement.ts';
import { functionSection, messagesFor } from './prompt.ts';
import type { Blind } from './specification.ts';
import { callRules, exampleCall } from './write-tests.ts';

export interface WriteProbesInput extends Blind {
  readonly temperature: number;
  readonly maxTokens: number;
}

/** Kinds of input that tell implementations apart; five calls of each are asked for. */
const categories = [
  'ordinary input',
  'the smallest input that is allowed',
  'empty input, zero, or nothing',
  'a single item or character',
  'limits named or implied by the description, on both sides of each',
  'repeated or equal items',
  'sorted, reversed and shuffled order',
  'negative, large or fractional numbers; blanks, punctuation and letters beyond ASCII',
  'input that exercises every special rule of the description at once',
  'larger input, still short enough for one line',
] as const;

const perCategory = 5;
const limit = categories.length * perCategory;

/** Sketches inputs as one-line calls, without expected results: candidates are compared on them. */
export const writeProbes: Operator<WriteProbesInput, readonly string[]> = {
  name: 'write-probes',
  effort: 'low',
  prompt: ({ specification, temperature, maxTokens }) => {
    const { name } = specification.subject.contract;
    const kinds = categories.map((kind, index) => `${index + 1}. ${kind}`).join('\n');
    return {
      messages: messagesFor(specification.surroundings, [
        functionSection(specification.subject, { examples: specification.examples }),
        requestSection(
          `Write calls of \`${name}\` with different inputs: ${perCategory} for each of these kinds, in this order, ${limit} in all.\n\n${kinds}`,
          [
            `One call per line, such as \`${exampleCall(specification)}\`, with literal arguments of the right types.`,
            'Where a kind does not apply to this function, give more ordinary input instead.',
            ...callRules(specification),
            'Calls only: no expected results, no assignments, no comments, no imports.',
          ],
        ),
      ]),
      samples: 1,
      temperature,
      maxTokens,
    };
  },
  parse: ({ samples }, { specification }) => {
    const { subject } = specification;
    const callee = calleeOf(subject);
    const text = samples.map((sample) => sample.text).join('\n\n');
    return Promise.resolve(readCalls(text, callee, limit));
  },
};
