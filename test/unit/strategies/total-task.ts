/** A task in TypeScript with two helpers, and what a well-behaved model answers to it. */
import type { StrategyEvent } from '../../../src/core/view/event.ts';
import type { Contract } from '../../../src/core/contract.ts';
import { runScript, taskOf, type Play, type Script } from './kit.ts';

const contract: Contract = {
  name: 'total',
  parameters: [{ name: 'text', kind: 'positional', type: 'string' }],
  returns: 'number',
  description: 'Adds up the whole numbers that stand between commas.',
  examples: [
    {
      id: 'example-1',
      call: "total('1,2')",
      source: 'docstring',
      expectation: { kind: 'equals', expected: '3' },
    },
  ],
};
const signature = 'export function total(text: string): number';
const stub = `${signature} {\n  throw new Error('not implemented');\n}`;
export const task = taskOf('typescript', contract, signature, stub);

export const fence = (code: string) => `\`\`\`typescript\n${code}\n\`\`\``;
export const stubOf = (header: string, doc: string) =>
  `/** ${doc} */\nfunction ${header} {\n  throw new Error('not implemented');\n}`;

export const goodTotal = 'function total(text: string): number {\n  return add(numbers(text));\n}';
export const division = fence(
  [
    goodTotal,
    stubOf(
      'numbers(text: string): number[]',
      'The whole numbers between commas. Empty text has none.',
    ),
    stubOf('add(list: number[]): number', 'The sum.'),
  ].join('\n\n'),
);
export const goodNumbers =
  "function numbers(text: string): number[] {\n  return text === '' ? [] : text.split(',').map(Number);\n}";
export const badNumbers =
  "function numbers(text: string): number[] {\n  return text.split(',').map(Number);\n}";
export const goodAdd =
  'function add(list: number[]): number {\n  return list.reduce((a, b) => a + b, 0);\n}';
const otherAdd =
  'function add(list: number[]): number {\n  let sum = 0;\n  for (const n of list) sum += n;\n  return sum;\n}';

/** Answers by `operator function`; each entry is the answer to one ask, for all its samples. */
function answering(answers: Readonly<Record<string, readonly string[]>>): Script {
  return ({ node, operator, ordinal }, _prompt, samples) => {
    const texts = answers[`${operator} ${node.split('/').at(-1) ?? ''}`];
    if (texts === undefined) return { reason: 'nothing-usable', message: 'not scripted' };
    return Array.from(
      { length: samples },
      (_, at) => texts[(ordinal * samples + at) % texts.length]!,
    );
  };
}

const answers = {
  'divide total': [division],
  'divide numbers': [fence(goodNumbers)],
  'divide add': [fence(goodAdd)],
  'sample numbers': [fence(goodNumbers), fence(badNumbers), fence(goodNumbers)],
  'sample add': [fence(goodAdd), fence(otherAdd), fence(goodAdd)],
  'sample total': [fence(goodTotal)],
  'write-tests numbers': [
    fence(
      "assert.deepStrictEqual(numbers('1,2'), [1, 2]);\nassert.deepStrictEqual(numbers(''), []);",
    ),
  ],
  'write-tests add': [
    fence('assert.deepStrictEqual(add([1, 2]), 3);\nassert.deepStrictEqual(add([]), 0);'),
  ],
  'write-tests total': [
    fence("assert.deepStrictEqual(total('5'), 5);\nassert.deepStrictEqual(total(''), 0);"),
  ],
  'write-probes numbers': [fence("numbers('1')\nnumbers('')\nnumbers('7,8')")],
  'write-probes add': [fence('add([4])\nadd([4, 5])')],
  'write-probes total': [fence("total('9,9')\ntotal('')")],
};

/** A model that answers as above but for the changes, and a runner that really runs. */
export function scripted(
  changes: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<Play> = {},
): Play {
  return { answer: answering({ ...answers, ...changes }), run: runScript, ...more };
}

/** The events of one type. */
export function eventsOf<K extends StrategyEvent['type']>(
  events: readonly StrategyEvent[],
  type: K,
) {
  return events.filter(
    (event): event is Extract<StrategyEvent, { type: K }> => event.type === type,
  );
}
