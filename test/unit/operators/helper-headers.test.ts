import assert from 'node:assert/strict';
import { parseSource } from '../../../src/core/languages/parsed-source.ts';
import { sourceParser } from '../../support/parser.ts';

describe('the header of a helper that a division invents', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function headerOf(text: string) {
    const { functions } = await parseSource(parser, 'typescript', text);
    return functions[0]?.header;
  }

  it('has type parameters and optional parameters as they were written', async () => {
    assert.equal(
      await headerOf('function first<T extends object>(xs: readonly T[]): T | undefined {\n}'),
      'function first<T extends object>(xs: readonly T[]): T | undefined',
    );
    assert.equal(
      await headerOf(
        'export async function load(path: string, limit?: number): Promise<string> {\n}',
      ),
      'async function load(path: string, limit?: number): Promise<string>',
    );
    assert.equal(
      await headerOf('const swap = <A, B>([a, b]: [A, B]): [B, A] => {\n  throw new Error();\n};'),
      'function swap<A, B>([a, b]: [A, B]): [B, A]',
    );
    assert.equal(
      await headerOf('function* walk<T>(root: T): Generator<T> {\n}'),
      'function* walk<T>(root: T): Generator<T>',
    );
  });

  it('is made of parameters and return type where these say all', async () => {
    assert.equal(await headerOf('function add(a: number, b = 1): number {\n}'), undefined);
  });
});
