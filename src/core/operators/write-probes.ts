import { calleeOf } from '../languages/subject.ts';
import type { Operator } from '../engine/operator.ts';
import { readCalls } from '../languages/kit/calls.ts';
import { functionSection, messagesFor, wishOf } from './prompt.ts';
import type { Blind } from './specification.ts';
import { callRules, exampleCall, inputKinds } from './test-rules.ts';

export interface WriteProbesInput extends Blind {
  readonly temperature: number;
  readonly maxTokens: number;
}

/** Calls that are asked for, and that are taken at most. */
const wanted = 16;
const limit = 50;

/** Sketches inputs as one-line calls, without expected results: candidates are compared on them. */
export const writeProbes: Operator<WriteProbesInput, readonly string[]> = {
  name: 'write-probes',
  makes: 'inputs',
  effort: 'low',
  prompt: ({ specification, temperature, maxTokens }) => {
    const { name } = specification.subject.contract;
    return {
      messages: messagesFor(
        specification.surroundings,
        {
          text: `Write calls of \`${name}\`: about ${wanted}, each for another reason, on which wrong implementations would give themselves away.`,
          rules: [
            `One call per line, such as \`${exampleCall(specification)}\`, with literal arguments of the right types.`,
            'Only such as the description allows: up to each limit that it names or implies, never beyond it.',
            `Among them, as far as they are allowed: ${inputKinds(specification.subject.contract).join('; ')}.`,
            ...callRules(specification),
            'Calls only, each whole on its line: no expected results, no assignments, no imports.',
          ],
        },
        [
          functionSection(specification.subject, {
            examples: specification.examples,
            ...wishOf(specification.surroundings, specification.subject),
          }),
        ],
      ),
      samples: 1,
      temperature,
      maxTokens,
    };
  },
  parse: ({ samples }, { specification }, { parser }) => {
    const { subject } = specification;
    const callee = calleeOf(subject);
    const text = samples.map((sample) => sample.text).join('\n\n');
    return readCalls(text, callee, limit, parser);
  },
};
