/**
 * `npm run bench:repositories -- --repo DIR --lang python|javascript|typescript [--count N]
 * [--seed S] [--list FILE]`: takes the bodies of functions out of a package that others wrote and
 * grows them with a scripted model on loopback. See `bench/README.md`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createCoppice } from '../src/node/create-coppice.ts';
import { sourceParserOptions } from '../test/support/parser.ts';
import { ScriptedServer, type Script } from '../test/support/scripted-server.ts';
import { languages } from './identity/source-tree.ts';
import { answersTo } from './repositories/answers.ts';
import { draw } from './repositories/drawn.ts';
import { grow, type Grown } from './repositories/grow.ts';
import { functionLines, totals } from './repositories/report.ts';
import { suiteTexts } from './repositories/suite-calls.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    lang: { type: 'string' },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    list: { type: 'string' },
  },
});
const root = resolve(values.repo ?? usage('--repo names a folder.'));
const language =
  languages.find((each) => each === values.lang) ??
  usage(`--lang is one of ${languages.join(', ')}.`);
const count = Number(values.count);
const seed = Number(values.seed);
if (!Number.isInteger(count) || count < 1) usage('--count takes a whole number from 1.');
if (!Number.isInteger(seed) || seed < 0) usage('--seed takes a whole number from 0.');

let script: Script = () => ({ kind: 'answer', samples: [''] });
const server = new ScriptedServer((request, ordinal) => script(request, ordinal));
await server.start();
const runsDirectory = await mkdtemp(join(tmpdir(), 'coppice-repositories-'));
const coppice = createCoppice(
  {
    assetsDirectory: fileURLToPath(new URL('../dist', import.meta.url)),
    runsDirectory,
    keyFile: join(runsDirectory, 'journal.key'),
    allowUnsandboxed: false,
    workspaceFolders: [root],
    onNotice: () => undefined,
  },
  sourceParserOptions(),
);
try {
  const suite = await suiteTexts(root);
  const { list } = values;
  const wanted = { count, seed, ...(list === undefined ? {} : { list }) };
  const drawn = await draw(root, language, coppice.parser, wanted);
  const grown: Grown[] = [];
  for (const each of drawn) {
    script = answersTo(each, suite, seed);
    grown.push(await grow(each, { coppice, server, suite }));
    process.stderr.write(`\r${grown.length} of ${drawn.length} functions`);
  }
  process.stderr.write('\r\x1b[K');
  console.log(`${functionLines(grown)}\n\n${totals(grown)}`);
} finally {
  await coppice.dispose();
  await server.stop();
  await rm(runsDirectory, { recursive: true, force: true });
}

function usage(problem: string): never {
  console.error(
    `${problem}\nnpm run bench:repositories -- --repo DIR --lang ${languages.join('|')} [--count N] [--seed S] [--list FILE]`,
  );
  process.exit(2);
}
