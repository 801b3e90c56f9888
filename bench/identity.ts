/**
 * `npm run bench:identity -- --repo DIR --lang python|javascript|typescript [--limit N]
 * [--variants all|NAME,…] [--list]`: gives every function of a source tree its own text as the
 * model's answer, or a variant of it, and says what became of the files. See `bench/README.md`.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sourceParser } from '../test/support/parser.ts';
import { remembering } from './identity/remembering-parser.ts';
import { measure } from './identity/measure.ts';
import { variants, type Variant } from './identity/oracle.ts';
import { PythonOracle } from './identity/python-oracle.ts';
import { faultList, summaryTable } from './identity/report.ts';
import { ScriptOracle } from './identity/script-oracle/script-oracle.ts';
import { languages, sourceFiles, type Language } from './identity/source-tree.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    lang: { type: 'string' },
    limit: { type: 'string' },
    variants: { type: 'string', default: 'identity' },
    list: { type: 'boolean', default: false },
  },
});
const root = resolve(values.repo ?? usage('--repo names a folder or a file.'));
const language = languageOf(values.lang);
const chosen = variantsOf(values.variants);
const limit = values.limit === undefined ? undefined : Number(values.limit);
if (limit !== undefined && !(limit >= 1)) usage('--limit takes a number from 1.');

const began = performance.now();
const paths = await sourceFiles(root, language);
const oracle = language === 'python' ? new PythonOracle() : new ScriptOracle();
const parser = sourceParser();
try {
  const measured = await measure(paths, {
    oracle,
    parser: remembering(parser),
    variants: chosen,
    ...(limit === undefined ? {} : { limit }),
    onProgress: (done, of) => {
      if (done % 100 === 0) process.stderr.write(`\r${done} of ${of} functions`);
    },
  });
  process.stderr.write('\r\x1b[K');
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const { files, functions, stubs, unread } = measured;
  if (values.list) console.log(`${faultList(measured.outcomes)}\n`);
  for (const { file, why } of unread) process.stderr.write(`not read: ${file}: ${why}\n`);
  console.log(
    `${language}: ${functions} functions of ${files} files in ${seconds} s; ${stubs} stubs and ${unread.length} files that cannot be read left out\n`,
  );
  console.log(summaryTable(measured));
} finally {
  await Promise.all([oracle.dispose(), parser.dispose()]);
}

function languageOf(name: string | undefined): Language {
  return (
    languages.find((each) => each === name) ?? usage(`--lang is one of ${languages.join(', ')}.`)
  );
}

function variantsOf(list: string): readonly Variant[] {
  if (list === 'all') return variants;
  return list
    .split(',')
    .map(
      (name) =>
        variants.find((each) => each === name) ??
        usage(
          `There is no variant "${name}". There are: ${variants.join(', ')}, and all of them: all.`,
        ),
    );
}

function usage(problem: string): never {
  console.error(
    `${problem}\nnpm run bench:identity -- --repo DIR --lang ${languages.join('|')} [--limit N] [--variants all|NAME,…] [--list]`,
  );
  process.exit(2);
}
