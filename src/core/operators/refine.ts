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

/** One test that the code failed, as people read it. */
export interface SeenFailure {
  readonly assertion: string;
  /** What happened instead: a value, an exception, a timeout. */
  readonly happened: string;
}

export interface RefineInput extends ImplementInput {
  /** The code to repair, with what stands beside it. */
  readonly code: string;
  readonly failures: readonly SeenFailure[];
}

/** Repairs an implementation from the tests it failed (Reflexion-style; at most 3 rounds pay). */
export const refine: Operator<RefineInput, readonly (Implementation | undefined)[]> = {
  name: 'refine',
  makes: 'repairs',
  prompt: (input) => {
    const { fence, lineComment } = languageOf(input.subject.language);
    const { name } = input.subject.contract;
    const failures = input.failures.map(
      ({ assertion, happened }) => `${assertion}\n${lineComment} but: ${happened}`,
    );
    return {
      messages: messagesFor(
        input.surroundings,
        {
          text: `Find the fault in this attempt and give the corrected \`${name}\`.`,
          rules: [
            ...codeRules(input),
            'Mend the cause for all inputs; do not special-case the failing ones.',
            'Give the whole function again, not only the changed lines.',
          ],
        },
        [
          ...implementSections(input),
          `## The attempt\n\n${fenced(input.code, fence)}\n\nIt was run and failed:\n${fenced(failures.join('\n\n'), fence)}`,
        ],
      ),
      samples: input.samples,
      temperature: input.temperature,
      maxTokens: input.maxTokens,
    };
  },
  parse: (reply, input, { parser }) => readImplementations(reply, input, parser),
};
