import { languageOf } from '../languages/languages.ts';
import { mergeTests, readTests } from './merge-tests.ts';
import type { Test } from '../check.ts';
import type { Operator } from '../engine/operator.ts';
import { requestSection } from './implement.ts';
import { functionSection, messagesFor } from './prompt.ts';
import type { Blind, Specification } from './specification.ts';

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
  effort: 'low',
  prompt: ({ specification, samples, temperature, maxTokens, count }) => ({
    messages: messagesFor(specification.surroundings, [
      functionSection(specification.subject, { examples: specification.examples }),
      requestSection(
        `Write ${count} tests for \`${specification.subject.contract.name}\` from its description alone.`,
        testRules(specification),
      ),
    ]),
    samples,
    temperature,
    maxTokens,
  }),
  parse: async ({ samples }, { specification }, { parser }) => {
    const language = languageOf(specification.subject.language);
    const read = await Promise.all(
      samples.map((sample) => readTests(sample.text, specification, parser)),
    );
    return mergeTests(read, 't', language);
  },
};

function testRules(specification: Specification): readonly string[] {
  const { subject } = specification;
  const language = languageOf(subject.language);
  const call = exampleCall(specification);
  return [
    `One assertion per line: \`${language.equals(call, 'EXPECTED')}\`, with literal arguments and the literal result.`,
    'Cover ordinary input, limits, empty and smallest input, and each rule and edge case that the description names. No two tests for the same thing.',
    'Work each expected result out step by step from the description before you write it down, and leave out a test of whose result you are not certain.',
    `For floating point results: \`${language.isClose(call, 'EXPECTED')}\`.`,
    `Only where the description says that a call fails: \`${language.throws(call, language.exception).replace(/\n\s*/g, ' ')}\`.`,
    'Where several results would be right, assert a property that every right result has.',
    ...effectRules(specification),
    'Do not repeat the examples of the description.',
    ...callRules(specification),
    'No test functions, no imports, no comments, no definition of the function itself.',
  ];
}

/** A function without a result is tested by what it does to its arguments. */
function effectRules({ subject }: Specification): readonly string[] {
  const { returns } = subject.contract;
  if (returns === undefined || !/^(?:None|void)$/.test(returns.trim())) return [];
  return [
    'It returns nothing: assign the argument to a name, make the call on a line of its own, and assert what the name holds then.',
  ];
}

/** How a call of the function is written, with its parameters' names as place holders. */
export function exampleCall({ subject, surroundings }: Specification): string {
  const { contract, member } = subject;
  const args = contract.parameters
    .filter(({ name }, index) => index > 0 || !/^(?:self|cls|this)$/.test(name))
    .map(({ name }) => name.toUpperCase());
  const call = `${contract.name}(${args.join(', ')})`;
  if (!member) return call;
  const owner = /\bclass\s+([\w$]+)/.exec(surroundings.context.enclosing)?.[1] ?? 'OBJECT';
  return `${languageOf(subject.language).madeObject(owner)}.${call}`;
}

export function callRules({ subject }: Specification): readonly string[] {
  const { contract, member } = subject;
  return [
    ...(member ? ['Make the object in the same expression that calls the method on it.'] : []),
    ...(contract.async === true ? ['Write the call without `await`: its result is awaited.'] : []),
    ...(contract.generator === true
      ? ['Compare what the call yields, as a list; write the call without a wrapper.']
      : []),
  ];
}
