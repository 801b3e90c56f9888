// `npm run release`: checks that what is checked out can be released, and makes the VSIX. It publishes
// nothing unless `--publish` is given. `--rehearse` allows changed files and leaves the tests out.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clients, contentProblems, sizeProblems, versionProblems } from './release-checks.mjs';

const repository = join(import.meta.dirname, '..');
const publish = process.argv.includes('--publish');
const rehearse = process.argv.includes('--rehearse');
if (publish && rehearse) fail(['What is only rehearsed is not published.']);

const { name, version } = JSON.parse(read('package.json'));
const vsix = `${name}-${version}.vsix`;
const vsce = [process.execPath, join(repository, 'node_modules', '@vscode', 'vsce', 'vsce')];

const changes = output('git', 'status', '--porcelain');
if (changes !== '' && !rehearse) fail([`The working tree is not clean:\n${changes}`]);
fail(versionProblems(version, read('CHANGELOG.md'), output('git', 'tag').split('\n')));

if (!rehearse) run('npm', 'test');

const packaged = said('npm', 'run', '--silent', 'package');
if (/\bwarning\b/i.test(packaged)) fail([`Packaging must not warn:\n${packaged}`]);
const files = output(...vsce, 'ls', '--no-dependencies').split('\n');
fail([
  ...contentProblems(files),
  ...sizeProblems({
    activation: size('dist/extension.cjs'),
    clients: Object.fromEntries(clients.map((file) => [file, size(file)])),
    vsix: size(vsix),
  }),
]);
say(`${vsix}: ${files.length} files, ${(size(vsix) / 1e6).toFixed(2)} MB; everything is in order.`);

const steps = [
  ['npx', 'vsce', 'publish', '--packagePath', vsix],
  ['npx', '--yes', 'ovsx@1.3.0', 'publish', vsix],
];
if (publish) {
  for (const variable of ['VSCE_PAT', 'OVSX_PAT']) {
    if (!process.env[variable]) fail([`Set ${variable} to the access token of your publisher.`]);
  }
  for (const step of steps) run(...step);
  say(`Published. Tag it: git tag v${version} && git push --tags`);
} else {
  say(
    `Nothing was published. To publish, with VSCE_PAT and OVSX_PAT set: npm run release -- --publish`,
  );
  say(
    `or by hand, to the Marketplace and to Open VSX:\n  ${steps.map((step) => step.join(' ')).join('\n  ')}`,
  );
}

function read(file) {
  return readFileSync(join(repository, file), 'utf8');
}

function size(file) {
  return statSync(join(repository, file)).size;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Ends with all that is wrong, if anything is. */
function fail(problems) {
  if (problems.length === 0) return;
  process.stderr.write(`${problems.map((problem) => `release: ${problem}`).join('\n')}\n`);
  process.exit(1);
}

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: repository, stdio: 'inherit' });
  if (status !== 0) fail([`${[command, ...args].join(' ')} failed.`]);
}

function output(...command) {
  return heard(...command).stdout.trim();
}

/** Errors and warnings included. */
function said(...command) {
  const { stdout, stderr } = heard(...command);
  return `${stdout}${stderr}`;
}

function heard(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) fail([`${[command, ...args].join(' ')} failed:\n${stdout}${stderr}`]);
  return { stdout, stderr };
}
