import assert from 'node:assert/strict';
import { gatherModules } from '../../../src/core/capture/gather-modules.ts';
import type { FoundFile, WorkspaceFiles } from '../../../src/core/workspace-files.ts';

type Files = Readonly<Record<string, string>>;

/** A workspace in memory. `links`: folders that lead to other ones. */
function workspace(files: Files, links: Files): WorkspaceFiles {
  const at = (path: string): FoundFile => {
    const link = Object.entries(links).find(([from]) => path.startsWith(`${from}/`));
    const real = link ? `${link[1]}${path.slice(link[0].length)}` : path;
    const text = files[real];
    if (text === undefined) return { kind: 'absent' };
    return real === path ? { kind: 'file', text } : { kind: 'file', text, real };
  };
  const isIgnored = (path: string) => /(?:^|\/)(?:node_modules|dist)\//.test(path);
  return {
    pathOf: (uri) => uri.replace('file:///w/', ''),
    look: (path) =>
      Promise.resolve(isIgnored(path) ? { kind: 'refused', why: 'ignored' } : at(path)),
    lookInPackage: (path) => Promise.resolve(at(path)),
  };
}

/** Where each import of the target's file leads, and the paths of all modules. */
async function found(home: string, files: Files, links: Files = {}) {
  const text = files[home]!;
  const snapshot = {
    uri: `file:///w/${home}`,
    languageId: 'typescript',
    version: 0,
    text,
  } as const;
  const { modules, resolved } = await gatherModules(
    { home: snapshot, parts: [text], besides: '' },
    workspace(files, links),
  );
  return {
    imports: Object.fromEntries(modules?.home.imports ?? []),
    paths: (modules?.modules ?? []).map(({ path }) => path),
    packages: (modules?.modules ?? []).filter(({ isPackage }) => isPackage).length,
    resolved,
  };
}

const manifest = (fields: object) => JSON.stringify({ name: 'p', ...fields });

describe('installed packages', () => {
  it('are found from the importing file upwards, by main and as folders', async () => {
    const { imports, paths, packages } = await found('src/a/m.ts', {
      'src/a/m.ts':
        "import near from 'near';\nimport far from '@s/far';\nimport x from 'far2/x';\n",
      'src/node_modules/near/package.json': manifest({ main: 'lib' }),
      'src/node_modules/near/lib/index.js': "module.exports = require('./other');",
      'src/node_modules/near/lib/other.js': "module.exports = require('@s/far');",
      'node_modules/near/package.json': manifest({}),
      'node_modules/near/index.js': '',
      'node_modules/@s/far/package.json': manifest({ main: './far.js' }),
      'node_modules/@s/far/far.js': '',
      'node_modules/far2/package.json': manifest({}),
      'node_modules/far2/x.js': '',
    });
    assert.deepEqual(imports, {
      near: 'src/node_modules/near/lib/index.js',
      '@s/far': 'node_modules/@s/far/far.js',
      'far2/x': 'node_modules/far2/x.js',
    });
    assert.deepEqual([...paths].sort(), [
      'node_modules/@s/far/far.js',
      'node_modules/far2/x.js',
      'src/node_modules/near/lib/index.js',
      'src/node_modules/near/lib/other.js',
    ]);
    assert.equal(packages, 4);
  });

  it('say by conditions what they export, CommonJS first, and hide the rest', async () => {
    const { imports } = await found('m.ts', {
      'm.ts': "import 'both';\nimport 'esm';\nimport 'both/sub/x';\nimport 'both/hidden.js';\n",
      'node_modules/both/package.json': manifest({
        exports: {
          '.': { import: './b.mjs', require: './b.cjs' },
          './sub/*': { node: './s/*.js' },
        },
      }),
      'node_modules/both/b.cjs': '',
      'node_modules/both/b.mjs': '',
      'node_modules/both/s/x.js': '',
      'node_modules/both/hidden.js': '',
      'node_modules/esm/package.json': manifest({ exports: { import: './e.js' } }),
      'node_modules/esm/e.js': '',
    });
    assert.deepEqual(imports, {
      both: 'node_modules/both/b.cjs',
      esm: 'node_modules/esm/e.js',
      'both/sub/x': 'node_modules/both/s/x.js',
    });
  });

  it('are looked for where a link really leads: stores of links, packages of the workspace', async () => {
    const { imports, paths } = await found(
      'app/m.ts',
      {
        'app/m.ts': "import 'a';\nimport '@w/own';\n",
        'store/a@1/node_modules/a/package.json': manifest({}),
        'store/a@1/node_modules/a/index.js': "require('b');",
        'store/a@1/node_modules/b/package.json': manifest({}),
        'store/a@1/node_modules/b/index.js': '',
        'node_modules/b/package.json': manifest({}),
        'node_modules/b/index.js': 'another version',
        'packages/own/package.json': manifest({ main: 'dist/own.js' }),
        'packages/own/dist/own.js': "require('./part');",
        'packages/own/dist/part.js': '',
      },
      { 'node_modules/a': 'store/a@1/node_modules/a', 'node_modules/@w/own': 'packages/own' },
    );
    assert.deepEqual(imports, {
      a: 'store/a@1/node_modules/a/index.js',
      '@w/own': 'packages/own/dist/own.js',
    });
    assert.ok(paths.includes('store/a@1/node_modules/b/index.js'));
    assert.ok(paths.includes('packages/own/dist/part.js'));
    assert.ok(!paths.includes('node_modules/b/index.js'));
  });

  it('resolve their own names and private ones', async () => {
    const { paths } = await found('m.ts', {
      'm.ts': "import 'me';\n",
      'node_modules/me/package.json': JSON.stringify({
        name: 'me',
        exports: { '.': './i.js', './more': './more.js' },
        imports: { '#inner': './inner.js', '#dep': 'dep' },
      }),
      'node_modules/me/i.js': "require('#inner'); require('#dep'); require('me/more');",
      'node_modules/me/inner.js': '',
      'node_modules/me/more.js': '',
      'node_modules/dep/package.json': manifest({}),
      'node_modules/dep/index.js': '',
    });
    assert.deepEqual([...paths].sort(), [
      'node_modules/dep/index.js',
      'node_modules/me/i.js',
      'node_modules/me/inner.js',
      'node_modules/me/more.js',
    ]);
  });

  it("are not looked for under the names of Node's modules, unless a slash says so", async () => {
    const { imports } = await found('m.ts', {
      'm.ts': "import 'fs';\nimport 'node:events';\nimport 'events/';\nimport 'absent';\n",
      'node_modules/fs/package.json': manifest({}),
      'node_modules/fs/index.js': '',
      'node_modules/events/package.json': manifest({ main: 'events.js' }),
      'node_modules/events/events.js': '',
    });
    assert.deepEqual(imports, { 'events/': 'node_modules/events/events.js' });
  });
});
