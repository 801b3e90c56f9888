import type { Operator } from '../engine/operator.ts';
import {
  codeRules,
  implementSections,
  readImplementations,
  type ImplementInput,
} from './implement.ts';
import type { Implementation } from './implementation.ts';
import { messagesFor } from './prompt.ts';

/**
 * Samples implementations of one function: its body is hidden, its finished helpers are shown
 * (FunCoder, conquer). One entry per sample, undefined where nothing usable came back.
 */
export const sample: Operator<ImplementInput, readonly (Implementation | undefined)[]> = {
  name: 'sample',
  makes: 'candidates',
  prompt: (input) => ({
    messages: messagesFor(
      input.surroundings,
      {
        text: `Implement \`${input.subject.contract.name}\`.`,
        rules: [
          ...codeRules(input),
          'Small private functions and constants of your own may stand above it in the same block.',
        ],
      },
      implementSections(input),
    ),
    samples: input.samples,
    temperature: input.temperature,
    maxTokens: input.maxTokens,
  }),
  parse: (reply, input, { parser }) => readImplementations(reply, input, parser),
};
