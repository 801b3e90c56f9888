import { calleeOf, type Subject } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import type { Operator } from '../engine/operator.ts';
import { readCalls } from '../languages/kit/calls.ts';
import { functionSection, messagesFor, wishOf, type Surroundings } from './prompt.ts';

/**
 * The only input writer that sees code: it gives bare calls, which carry no opinion on what is
 * right. Their results are labelled by `label`, which sees the specification alone.
 */
export interface DistinguishInput {
  readonly subject: Subject;
  readonly surroundings: Surroundings;
  /** One implementation for each reading that survives. */
  readonly readings: readonly string[];
  /** Calls on which they are known to agree. */
  readonly tried: readonly string[];
  readonly temperature: number;
  readonly maxTokens: number;
}

const limit = 10;

/** Finds inputs on which the surviving implementations behave differently. */
export const distinguish: Operator<DistinguishInput, readonly string[]> = {
  name: 'distinguish',
  makes: 'inputs that tell candidates apart',
  effort: 'low',
  prompt: ({ subject, surroundings, readings, tried, temperature, maxTokens }) => {
    const { fence } = languageOf(subject.language);
    const versions = readings.map((code, at) => `Version ${at + 1}:\n${fenced(code, fence)}`);
    const known =
      tried.length === 0
        ? ''
        : `\n\nThey agree on these:\n${fenced(tried.slice(0, 20).join('\n'), fence)}`;
    return {
      messages: messagesFor(
        surroundings,
        {
          text: `Find input on which these versions of \`${subject.contract.name}\` return different results, and which the description allows.`,
          rules: [
            `Give up to ${limit} calls of \`${subject.contract.name}\`, one per line, with literal arguments, the likeliest to differ first.`,
            'Prefer short input that a person can check by hand.',
            'Calls only, each whole on its line: no expected results, no assignments, no imports.',
          ],
        },
        [
          functionSection(subject, wishOf(surroundings, subject)),
          `## Versions\n\n${versions.join('\n\n')}${known}`,
        ],
      ),
      samples: 1,
      temperature,
      maxTokens,
    };
  },
  parse: ({ samples }, { subject }, { parser }) => {
    const callee = calleeOf(subject);
    const text = samples.map((sample) => sample.text).join('\n\n');
    return readCalls(text, callee, limit, parser);
  },
};
