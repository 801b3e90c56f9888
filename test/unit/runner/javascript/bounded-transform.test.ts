import assert from 'node:assert/strict';
import { boundedTransform } from '../../../../src/node/runner/javascript/bounded-transform.ts';
import {
  prepareExpression,
  prepareScript,
} from '../../../../src/node/runner/javascript/prepare.ts';

const options = { transforms: ['typescript' as const] };
const nested = (levels: number): string =>
  `const g = ${'<T>(a = '.repeat(levels)}1${')'.repeat(levels)};`;

describe('taking types out of TypeScript', () => {
  it('stops where what may be read in several ways is nested too deeply', () => {
    for (const source of [
      nested(60),
      `const g = ${'async <T>(a: T = '.repeat(40)}1${') => a'.repeat(40)};`,
      `const g = ${'(a = '.repeat(60)}1${'): number => 1'.repeat(60)};`,
      `const g = ${'a < (b ? (c) : '.repeat(40)}1${')'.repeat(40)};`,
      `let x: ${'(a: '.repeat(60)}number${') => void'.repeat(60)} = f;`,
    ]) {
      const made = prepareScript(source, 'typescript');
      if (!made.ok) assert.match(made.error, /SyntaxError/);
    }
    const made = prepareScript(nested(60), 'typescript');
    assert.ok(!made.ok);
    assert.match(made.error, /nested too deeply/);
    assert.equal(prepareExpression(nested(60), 'typescript'), nested(60));
  });

  it('reads few tokens in vain in what people write', () => {
    const one =
      'export const f = async <T extends object>(a: T, b = (c: number): string => String(c)): Promise<T> => { return a < (b as any) ? a : (await g<T>(a))!; };\n';
    const { readInVain } = boundedTransform(one.repeat(300), options);
    assert.ok(readInVain < 0.25 * one.length * 300, `${readInVain} tokens`);
  });

  it('is for each text anew', () => {
    for (let i = 0; i < 3; i++) assert.ok(!prepareScript(nested(60), 'typescript').ok);
    assert.deepEqual(prepareScript('const a: number = 1;', 'typescript').ok, true);
  });
});
