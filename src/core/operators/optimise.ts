import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import type { Operator } from '../engine/operator.ts';
import {
  codeRules,
  implementSections,
  readImplementations,
  type ImplementInput,
} from './implement.ts';
import type { Implementation } from './implementation.ts';
import { messagesFor } from './prompt.ts';

export interface OptimiseInput extends ImplementInput {
  /** Correct code that should become faster. */
  readonly code: string;
  /** Calls and what they took, slowest first. */
  readonly timings: readonly { readonly call: string; readonly ms: number }[];
}

/** Rewrites a correct implementation so that it runs faster and behaves the same. */
export const optimise: Operator<OptimiseInput, readonly (Implementation | undefined)[]> = {
  name: 'optimise',
  makes: 'quicker candidates',
  prompt: (input) => {
    const { fence } = languageOf(input.subject.language);
    const { name } = input.subject.contract;
    const timings = input.timings.map(({ call, ms }) => `- \`${call}\` took ${ms.toFixed(1)} ms`);
    const measured = timings.length === 0 ? '' : `\n\nMeasured:\n${timings.join('\n')}`;
    return {
      messages: messagesFor(
        input.surroundings,
        {
          text: `Make \`${name}\` faster. It is correct: every result must stay the same.`,
          rules: [
            ...codeRules(input),
            'Prefer a better algorithm or data structure to small tricks; keep it readable.',
          ],
        },
        [
          ...implementSections(input),
          `## The code as it is\n\n${fenced(input.code, fence)}${measured}`,
        ],
      ),
      samples: input.samples,
      temperature: input.temperature,
      maxTokens: input.maxTokens,
    };
  },
  parse: (reply, input, { parser }) => readImplementations(reply, input, parser),
};
