// Bundles the extension, the parser worker and the command line; with --host-tests, the host suite.
import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { context, build } from 'esbuild';
import { bundlesFor, commonFor } from './scripts/bundles.mjs';
import { bundledFolders, notices, partsOf } from './scripts/third-party.mjs';

const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const hostTests = process.argv.includes('--host-tests');
const production = process.argv.includes('--production');

/** Files that are loaded by path at run time, beside the bundles. */
const assets = [
  ['web-tree-sitter/web-tree-sitter.wasm', 'dist/grammars/web-tree-sitter.wasm'],
  ['tree-sitter-python/tree-sitter-python.wasm', 'dist/grammars/python.wasm'],
  ['tree-sitter-javascript/tree-sitter-javascript.wasm', 'dist/grammars/javascript.wasm'],
  ['tree-sitter-typescript/tree-sitter-typescript.wasm', 'dist/grammars/typescript.wasm'],
  ['tree-sitter-typescript/tree-sitter-tsx.wasm', 'dist/grammars/tsx.wasm'],
];

async function copyAssets() {
  for (const [from, to] of assets) {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(require.resolve(from), to);
  }
}

/** What runs inside the sandbox, read by path: see `assets` of the runner. */
async function copyRunnerAssets() {
  for await (const file of glob('src/node/runner/{python,tiers}/*.py')) {
    const to = join('dist', relative('src/node', file));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(file, to);
  }
  await cp('src/node/runner/javascript/guest', 'dist/runner/javascript/guest', { recursive: true });
}

/** What of other people's work is in the bundles, and the texts of its licences. */
async function writeNotices(metafiles) {
  const copied = assets.map(([from]) => require.resolve(from));
  const parts = partsOf(bundledFolders(metafiles, copied));
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices(parts));
  const named = parts.map(({ name, version, license }) => ({ name, version, license }));
  await writeFile('dist/third-party.json', `${JSON.stringify(named, null, 2)}\n`);
}

async function hostBundles() {
  const entryPoints = ['test/host/index.ts'];
  for await (const file of glob('test/host/suite/**/*.test.ts')) entryPoints.push(file);
  await build({
    ...commonFor({ production }),
    entryPoints,
    outdir: 'out/test/host',
    outbase: 'test/host',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['vscode', 'mocha'],
  });
}

if (!watch) await rm('dist', { recursive: true, force: true });
await copyAssets();
await cp('src/node/parser/queries', 'dist/queries', { recursive: true });
await copyRunnerAssets();
if (hostTests) await hostBundles();
const metafiles = [];
for (const options of bundlesFor({ production })) {
  if (watch) await (await context(options)).watch();
  else metafiles.push((await build({ ...options, metafile: true })).metafile);
}
if (!watch) await writeNotices(metafiles);
if (watch) console.log(`watching ${join(process.cwd(), 'src')}`);
