import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import {
  bundledFolders,
  markedSbom,
  notices,
  partsOf,
  sbomProblems,
  withoutDevelopment,
  type Lock,
} from '../../../scripts/third-party.mjs';

describe('what of other people is given away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coppice-parts-'));
  after(() => rmSync(folder, { recursive: true }));
  const packageAt = (name: string, files: Readonly<Record<string, string>>) => {
    const place = join(folder, 'node_modules', name);
    mkdirSync(place, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
    return place;
  };
  const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0', license: 'MIT' });

  it('is what bundles have bytes of, and what is copied beside them', () => {
    const outputs = {
      'dist/a.mjs': {
        inputs: {
          'src/a.ts': { bytesInOutput: 9 },
          'x/node_modules/used/index.js': { bytesInOutput: 1 },
          'x/node_modules/@scope/used/lib/index.js': { bytesInOutput: 1 },
          'x/node_modules/shaken/index.js': { bytesInOutput: 0 },
        },
      },
    };
    assert.deepEqual(bundledFolders([{ outputs }], ['/y/node_modules/copied/a.wasm']), [
      '/y/node_modules/copied',
      'x/node_modules/@scope/used',
      'x/node_modules/used',
    ]);
  });

  it('has the text of each licence and notice in the notices, each package once', () => {
    const one = packageAt('one', {
      'package.json': manifest('one'),
      license: 'Copyright of one',
      NOTICE: 'Say this.',
      'licenses.js': 'no licence',
    });
    const text = notices(partsOf([one, one]));
    assert.equal(text.split('one 1.0.0 (MIT)\n\nCopyright of one\n\nSay this.').length, 2);
    assert.ok(!text.includes('no licence'));
  });

  it('never has a package without a licence', () => {
    const none = packageAt('none', { 'package.json': manifest('none') });
    assert.throws(() => partsOf([none]), /none has no licence/);
  });

  it('stands in the SBOM in the version that is bundled', () => {
    const sbom = {
      components: [
        { group: '@a', name: 'b', version: '1.0.0' },
        { name: '@a/c', version: '2.0.0' },
      ],
    };
    const parts = [{ name: '@a/b', version: '1.0.0' }];
    assert.deepEqual(sbomProblems(sbom, [...parts, { name: '@a/c', version: '2.0.0' }]), []);
    assert.deepEqual(sbomProblems(sbom, [{ name: '@a/b', version: '1.0.1' }]), [
      'The SBOM lacks @a/b@1.0.1, which is bundled: it belongs into dependencies.',
    ]);
    assert.deepEqual(
      markedSbom(sbom, parts).components.map((each) => each.properties),
      [[{ name: 'coppice:bundled', value: 'true' }], [{ name: 'coppice:bundled', value: 'false' }]],
    );
  });

  it('is asked of npm without what only development needs', () => {
    const asked = withoutDevelopment(
      { name: 'a', dependencies: { b: '1' }, devDependencies: { c: '1' } },
      { packages: { '': {}, 'node_modules/b': {}, 'node_modules/c': { dev: true } } },
    );
    assert.deepEqual(asked, {
      manifest: { name: 'a', dependencies: { b: '1' } },
      lock: { packages: { '': {}, 'node_modules/b': {} } },
    });
  });
});

describe('the packages of the project', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly allowScripts: Readonly<Record<string, boolean>>;
  };
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

  it('are dependencies where the code imports or copies them, and only there', () => {
    const imported = globSync('src/**/*.{ts,tsx}').flatMap((file) =>
      ts
        .preProcessFile(readFileSync(file, 'utf8'))
        .importedFiles.flatMap(({ fileName }) =>
          fileName.startsWith('.') ? [] : (/^(?:@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? []),
        ),
    );
    const copied = [
      ...readFileSync('esbuild.mjs', 'utf8').matchAll(/\['([^'/]+)\/[^']+\.wasm'/g),
    ].map(([, name = '']) => name);
    const packages = [...imported, ...copied].filter(
      (name) => !isBuiltin(name) && name !== 'vscode',
    );
    assert.deepEqual([...new Set(packages)].sort(), Object.keys(manifest.dependencies).sort());
  });

  it('need no install script that is not named', () => {
    const names = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([folder]) =>
        folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      );
    assert.deepEqual([...new Set(names)].sort(), Object.keys(manifest.allowScripts).sort());
    // What the VSIX is made of needs none at all.
    const needed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
    assert.deepEqual(
      needed.filter((name) => name in manifest.dependencies),
      [],
    );
  });
});
