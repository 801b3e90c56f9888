/** Gets Coppice ready for a launch: as it is in the checkout, or packaged and installed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LaunchError } from './editor.ts';
import type { ExtensionUnderTest } from './editor.ts';
import { startProcess } from './processes.ts';
import { compiledFolder } from './profiles.ts';
import type { Profile } from './profiles.ts';

/** Packages into `scratch` where the profile wants a package; `dist/` must be built. */
export async function prepareExtension(
  { extension }: Profile,
  repository: string,
  scratch: string,
): Promise<ExtensionUnderTest> {
  const testsEntry = join(repository, compiledFolder, 'index.cjs');
  if (extension === 'development') {
    return { developmentPath: repository, testsEntry, vsix: undefined };
  }
  return {
    developmentPath: await writeHarness(testsEntry, scratch),
    testsEntry: undefined,
    vsix: await makePackage(repository, scratch),
  };
}

/** An extension that does nothing but run the tests beside the installed Coppice. */
async function writeHarness(testsEntry: string, scratch: string): Promise<string> {
  const folder = join(scratch, 'harness');
  await mkdir(folder);
  const manifest = {
    name: 'host-tests',
    publisher: 'coppice-test',
    version: '0.0.0',
    engines: { vscode: '^1.101.0' },
    main: './main.cjs',
    activationEvents: ['onStartupFinished'],
    // A language model that another extension brings; the test registers what it answers.
    contributes: {
      languageModelChatProviders: [{ vendor: 'coppice-test', displayName: 'Test models' }],
    },
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'main.cjs'),
    `exports.activate = () => void require(${JSON.stringify(testsEntry)}).run().catch(console.error);\n`,
  );
  return folder;
}

/** `vsce package`, which must have nothing to warn of. Returns the VSIX's path. */
async function makePackage(repository: string, scratch: string): Promise<string> {
  const vsix = join(scratch, 'coppice.vsix');
  const vsce = startProcess(
    process.execPath,
    [
      join(repository, 'node_modules', '@vscode', 'vsce', 'vsce'),
      ...['package', '--no-dependencies', '--allow-missing-repository', '--out', vsix],
      '--no-rewrite-relative-links',
    ],
    { env: process.env, cwd: repository },
  );
  const how = await vsce.ended;
  if (vsce.child.exitCode !== 0 || /\bwarning\b/i.test(vsce.output())) {
    throw new LaunchError(`vsce package ${how}, and must not warn:\n${vsce.output()}`);
  }
  return vsix;
}
