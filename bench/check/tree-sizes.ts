import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LanguageId } from '../../src/core/text.ts';
import { sourceParser } from '../../test/support/parser.ts';
import type { Counts } from './counts.ts';

const repository = resolve(import.meta.dirname, '../..');
const files = [
  'examples/python/settle.py',
  'examples/python/timetable.py',
  'examples/typescript/table.ts',
  'examples/typescript/versions.ts',
];
const languageOf: Readonly<Record<string, LanguageId>> = { py: 'python', ts: 'typescript' };

/** Nodes of the examples' trees, and the bytes of what the parser's worker hands over for them. */
export async function treeSizes(): Promise<Counts> {
  const parser = sourceParser();
  let nodes = 0;
  let bytes = 0;
  for (const file of files) {
    const language = languageOf[file.split('.').at(-1) ?? ''];
    if (language === undefined) throw new Error(`no language for ${file}`);
    const { data } = await parser.tree(language, readFileSync(resolve(repository, file), 'utf8'));
    nodes += data.size.length;
    for (const column of [data.kind, data.field, data.flags, data.start, data.end, data.size]) {
      bytes += column.byteLength;
    }
  }
  return { 'trees of the examples: nodes': nodes, 'trees of the examples: bytes': bytes };
}
