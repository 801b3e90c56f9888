import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

const fixtures = new URL('../../fixtures/capture/', import.meta.url);

/** Golden texts: `COPPICE_UPDATE_GOLDEN=1 npm run test:unit` writes them anew; read the difference. */
describe('shapes of functions', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function described(languageId: LanguageId, text: string): Promise<string> {
    const { functions } = await parser.summarize(languageId, text);
    const shown = ({ start, end }: { start: number; end: number }) =>
      JSON.stringify(text.slice(start, end).replaceAll('\r\n', '\n'));
    return functions
      .map((found) =>
        [
          `${found.qualifiedName}${found.isStub ? ' (stub)' : ''}${found.async ? ' async' : ''}${found.generator ? ' generator' : ''}`,
          `  range ${shown(found.range)}`,
          `  signature ${shown(found.signature)}`,
          `  body ${shown(found.body)}`,
          ...(found.doc ? [`  doc ${shown(found.doc)}`] : []),
          ...(found.overloads ?? []).map((range) => `  overload ${shown(range)}`),
          ...found.parameters.map(
            ({ name, kind, type, default: value }) =>
              `  ${kind} ${name}${type ? `: ${type}` : ''}${value ? ` = ${value}` : ''}`,
          ),
          ...(found.returns ? [`  returns ${found.returns}`] : []),
        ].join('\n'),
      )
      .join('\n')
      .concat('\n');
  }

  for (const [file, language] of [
    ['shapes.py', 'python'],
    ['shapes.tsx', 'typescriptreact'],
  ] as const) {
    it(`are all read in ${file}, with either line end`, async () => {
      const text = await readFile(new URL(file, fixtures), 'utf8');
      const golden = new URL(`${file}.txt`, fixtures);
      const found = await described(language, text);
      if (process.env['COPPICE_UPDATE_GOLDEN']) await writeFile(golden, found);
      assert.equal(found, await readFile(golden, 'utf8'));
      assert.equal(await described(language, text.replaceAll('\n', '\r\n')), found);
    });
  }
});
