/** The launches of VS Code that make up the host suite. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { makeHostile } from './hostile-workspace.ts';

export interface Profile {
  name: string;
  /**
   * `development` runs Coppice from the checkout, in `ExtensionMode.Test`. VS Code then shows no modal
   * dialog: it refuses a message and confirms a confirmation by itself. `packaged` installs the VSIX as
   * a user would; the tests are a second extension, and dialogs are real.
   */
  extension: 'development' | 'packaged';
  /** Folder of its tests under `test/host/suite`, searched all the way down. */
  tests: string;
  /** Folder under the repository that is copied afresh and opened. */
  workspace: string;
  /** Changes the copy before it is opened. */
  prepare?: (workspace: string, repository: string) => Promise<void>;
  /** Runs only with `--profile`: it measures and is no test. */
  onDemand?: true;
  /** Added to `commonSettings`. */
  settings: Record<string, unknown>;
  /** Whether VS Code asks if the folder is to be trusted. Then the folder opens in Restricted Mode. */
  workspaceTrust: boolean;
  /** Added to the environment of the extension host; undefined removes a variable. */
  environment: Record<string, string | undefined>;
}

export const commonSettings: Record<string, unknown> = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // VS Code in a page saves by itself, in a window of its own it does not.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'window.dialogStyle': 'custom',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export const profiles: readonly Profile[] = [
  {
    name: 'main',
    extension: 'development',
    tests: 'main',
    workspace: 'examples',
    settings: {},
    workspaceTrust: false,
    environment: { COPPICE_API_KEY: undefined },
  },
  {
    name: 'restricted',
    extension: 'development',
    tests: 'restricted',
    workspace: 'examples',
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    workspaceTrust: true,
    environment: { COPPICE_API_KEY: undefined },
  },
  {
    name: 'hostile-restricted',
    extension: 'development',
    tests: 'hostile-restricted',
    workspace: 'examples',
    prepare: makeHostile,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    workspaceTrust: true,
    environment: { COPPICE_API_KEY: undefined },
  },
  {
    name: 'hostile-trusted',
    extension: 'development',
    tests: 'hostile-trusted',
    workspace: 'examples',
    prepare: makeHostile,
    settings: { 'task.allowAutomaticTasks': 'off' },
    workspaceTrust: false,
    environment: { COPPICE_API_KEY: undefined },
  },
  {
    name: 'packaged',
    extension: 'packaged',
    tests: 'packaged',
    workspace: 'examples',
    settings: {},
    workspaceTrust: false,
    environment: { COPPICE_API_KEY: undefined },
  },
  {
    name: 'bench',
    extension: 'packaged',
    tests: 'bench',
    workspace: 'examples',
    onDemand: true,
    settings: {},
    workspaceTrust: false,
    environment: { COPPICE_API_KEY: undefined },
  },
];

const testFile = /\.test\.ts$/;

/** Where the suite's sources are, and where esbuild puts them. */
export const suiteFolder = join('test', 'host', 'suite');
export const compiledFolder = join('out', 'test', 'host');

/** Source files of a profile's tests, relative to the repository, sorted. */
export function testFilesOf(profile: Profile, repository: string): string[] {
  const folder = join(suiteFolder, profile.tests);
  return readdirSync(join(repository, suiteFolder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(suiteFolder, name))
    .filter((file) => testFile.test(file) && isInside(folder, file))
    .sort();
}

/** Test files that no profile would run; there must be none. */
export function strayTestFiles(repository: string): string[] {
  return readdirSync(join(repository, suiteFolder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(suiteFolder, name))
    .filter(
      (file) =>
        testFile.test(file) &&
        !profiles.some((profile) => isInside(join(suiteFolder, profile.tests), file)),
    );
}

/** Where esbuild puts a test file. */
export function compiledFile(source: string, repository: string): string {
  const inside = relative(join('test', 'host'), source).replace(testFile, '.test.cjs');
  return join(repository, compiledFolder, inside);
}

function isInside(folder: string, file: string): boolean {
  const parent = dirname(file);
  return parent === folder || parent.startsWith(folder + '/') || parent.startsWith(folder + '\\');
}
