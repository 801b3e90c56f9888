import assert from 'node:assert/strict';
import { asFileExports } from '../../../src/core/capture/new-function.ts';
import type { Contract } from '../../../src/core/contract.ts';
import type { LanguageId, Snapshot } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('whether a new function is exported', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const contract: Contract = { name: 'f', parameters: [], description: '', examples: [] };
  const file = (text: string, languageId: LanguageId = 'typescript'): Snapshot => ({
    uri: 'file:///a.ts',
    languageId,
    version: 0,
    text,
  });

  for (const [what, text, expected] of [
    ['a file that exports its functions', 'export function g() {\n  return 1;\n}\n', true],
    ['a file that exports arrow functions', 'export const g = () => 1;\n', true],
    ['a file without functions', 'export const limit = 3;\n', true],
    ['an empty file', '', true],
    ['a file that exports none', 'function g() {\n  return 1;\n}\n', false],
  ] as const) {
    it(`${expected ? 'keeps' : 'drops'} a proposed export in ${what}`, async () => {
      const proposed = { ...contract, exported: true };
      const { exported = false } = await asFileExports(proposed, file(text), parser);
      assert.equal(exported, expected);
    });
  }

  it('adds none that was not proposed', async () => {
    const text = 'export function g() {\n  return 1;\n}\n';
    assert.deepEqual(await asFileExports(contract, file(text), parser), contract);
  });
});
