/** Functions of JavaScript and TypeScript, and tests that were kept of them. */
import type { KeptTest } from '../../../src/core/test-files/kept-tests.ts';
import { gives, holding, kept, throwing } from './kit.ts';

export const versions = `import { sep } from 'node:path';

export class BadRange extends RangeError {}

/** Finds the best version. */
export function best(range: string, versions: readonly string[] = []): string | undefined {
  if (range === '') throw new BadRange(sep);
  return versions.filter((version) => version.startsWith(range)).at(-1);
}

/** Divides. */
export function ratio(a: number, b: number): number {
  return a / b;
}

/** Adds one, later. */
export async function later(x: number): Promise<number> {
  if (x < 0) throw new TypeError('too small');
  return x + 1;
}

export class Stack {
  items: number[];
  constructor(items: readonly number[]) {
    this.items = [...items];
  }
  /** Adds an item. */
  push(item: number): number[] {
    this.items.push(item);
    return this.items;
  }
}

/** Counts. */
export default function* count(n: number): Generator<number> {
  for (let at = 0; at < n; at++) yield at;
}

/** Hidden. */
function hidden(x: number): number {
  return x;
}
hidden(1);
`;

export const script = versions
  .replace(/: (?:readonly )?(?:string|number)(?:\[\])?(?: \| undefined)?(?=[,) ={;])/g, '')
  .replace(/: (?:Promise|Generator)<number>/g, '');
export const common = `${script
  .replace(/export (?:default )?/g, '')
  .replace("import { sep } from 'node:path';", "const { sep } = require('node:path');")}
module.exports = { best, ratio, later, Stack, count, BadRange };
`;

/** Tests of all that can be said of a function. */
export const everything: readonly (readonly [string, readonly KeptTest[]])[] = [
  [
    'best',
    [
      gives('best("1", ["1.0", "1.2"])', '"1.2"'),
      gives("best('2', ['1.0'])", 'undefined'),
      throwing("best('')", 'BadRange'),
      throwing("best('', [])"),
      holding("const versions = ['1.0'];\nassert.ok(best('1', versions) === versions[0]);"),
      kept("best('1', ['1.5'])", { kind: 'equals', expected: "'1.5'" }, { source: 'user' }),
    ],
  ],
  [
    'ratio',
    [
      gives('ratio(1, 3)', '0.3333333', 1e-6),
      gives('ratio(0, 0)', 'NaN'),
      holding('assert.deepStrictEqual([ratio(1, 4)], [0.25]);'),
    ],
  ],
  [
    'later',
    [
      gives('later(1)', '2'),
      throwing('later(-1)', 'TypeError'),
      holding('const x = await later(5);\nassert.equal(x, 6);'),
    ],
  ],
  ['count', [gives('Array.from(count(2))', '[0, 1]')]],
  ['Stack.push', [gives('new Stack([1]).push(2)', '[1, 2]')]],
];
