// `npm run pictures`: the README's pictures, taken anew in the real editor by the host tests that show these
// moments. Look at them before they are committed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..');
const began = Date.now();
/** The test that takes them, and which picture becomes which. */
const test = 'test/host/suite/main/grow.test.ts';
const pictures = { 'terminal-light.png': 'overview.png', 'review-light.png': 'review.png' };

const { status } = spawnSync('npm', ['run', 'test:host', '--', test], {
  cwd: repository,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
for (const [from, to] of Object.entries(pictures)) {
  const taken = join(repository, 'out', 'screenshots', 'main', from);
  if (statSync(taken).mtimeMs < began) {
    process.stderr.write(`${test} takes no picture ${from} any more: name another one here.\n`);
    process.exit(1);
  }
  copyFileSync(taken, join(repository, 'media', to));
  process.stdout.write(`media/${to} is ${from} of today.\n`);
}
