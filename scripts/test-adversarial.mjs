// Runs the suite of hostile programs. `--programs DIR` adds the programs of a folder; `--all-tiers` fails
// where a tier of this platform does not work; everything else goes to mocha, which would take the
// folder for one of its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const args = process.argv.slice(2);
const env = { ...process.env };
const at = args.findIndex((arg) => arg === '--programs' || arg.startsWith('--programs='));
if (at >= 0) {
  const [option] = args.splice(at, 1);
  const folder = option.includes('=') ? option.slice('--programs='.length) : args.splice(at, 1)[0];
  if (folder === undefined || !existsSync(folder)) {
    console.error(`--programs needs a folder that exists${folder ? `: ${folder} does not` : ''}`);
    process.exit(2);
  }
  env.COPPICE_HOSTILE_PROGRAMS = resolve(folder);
}
const everyTier = args.indexOf('--all-tiers');
if (everyTier >= 0) {
  args.splice(everyTier, 1);
  env.COPPICE_ALL_TIERS = '1';
}
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const config = ['--config', 'test/adversarial/.mocharc.json'];
const { status } = spawnSync(process.execPath, [mocha, ...config, ...args], {
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
