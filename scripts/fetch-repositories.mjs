/**
 * `node scripts/fetch-repositories.mjs [DIR] [--mirror DIR]`: clones the packages that
 * `npm run bench:repositories` measures, each at a pinned commit in a folder of its name below DIR
 * (by default `coppice-repositories` in the system's folder for temporary files). `--mirror` names a
 * folder that holds them as `owner+name/repo`. What they depend on comes from npm, without scripts; what
 * they are developed with does not. What is there already stays.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const repositories = {
  'more-itertools/more-itertools': '2fe1b2eeb9d75f994113fe3ac76d14b6bcd6fb10',
  'Python-Markdown/markdown': 'bb50627dc07fde6ee5ed7478464062c537ebad2c',
  'pallets/werkzeug': '1b00618e787f40dfb21eba29caf8f8be7c8e1d93',
  'pytoolz/toolz': '568c2b8393973cd172a466546c9d95779c452438',
  'grantjenks/python-sortedcontainers': '3ac358631f58c1347f1d6d2d92784117db0f38ed',
  'd3/d3-array': 'be0ae0d2b36ab91b833294ad2cfc5d5905acbd0f',
  'npm/node-semver': '6e05b7637396ac66522cff8731f07cfe0ef49a29',
  'moment/luxon': 'b6b9d03709085008287ed7f4ce5067f0f4be53f2',
  'yargs/yargs-parser': '60f2db5dacde1e94f960ce0941a717f3f422f865',
  'unjs/ufo': '11308c0bb5cb4a4bc3bfcbdc5c03177b097423e6',
};

const { values, positionals } = parseArgs({
  options: { mirror: { type: 'string' } },
  allowPositionals: true,
});
const cache = resolve(positionals[0] ?? join(tmpdir(), 'coppice-repositories'));
for (const [repository, commit] of Object.entries(repositories)) {
  const folder = join(cache, repository.split('/')[1]);
  if (!existsSync(folder)) {
    const source =
      values.mirror === undefined
        ? `https://github.com/${repository}`
        : join(values.mirror, repository.replace('/', '+'), 'repo');
    execFileSync('git', ['clone', '--quiet', source, folder], { stdio: 'inherit' });
    execFileSync('git', ['-C', folder, 'checkout', '--quiet', commit], { stdio: 'inherit' });
    installDependencies(folder);
  }
  console.log(folder);
}

function installDependencies(folder) {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return;
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (Object.keys(dependencies).length === 0) return;
  const options = ['--omit=dev', '--ignore-scripts', '--no-package-lock', '--legacy-peer-deps'];
  execFileSync('npm', ['install', ...options, '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
    stdio: 'inherit',
  });
}
