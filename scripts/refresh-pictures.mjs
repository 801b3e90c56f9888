// `npm run pictures`: the README's pictures, taken anew in the real editor by the host tests that show these
// moments. Look at them before they are committed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..');
const began = Date.now();
/** Which picture of a host test becomes which. */
const tests = ['test/host/suite/main/grow.test.ts', 'test/host/suite/main/report.test.ts'];
const pictures = {
  'readme-overview-dark.png': 'overview.png',
  'readme-review-dark.png': 'review.png',
  'readme-report-dark.png': 'report.png',
};

const { status } = spawnSync('npm', ['run', 'test:host', '--', ...tests], {
  cwd: repository,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
for (const [from, to] of Object.entries(pictures)) {
  const taken = join(repository, 'out', 'screenshots', 'main', from);
  if (!existsSync(taken) || statSync(taken).mtimeMs < began) {
    process.stderr.write(
      `The host tests take no picture ${from} any more: name another one here.\n`,
    );
    process.exit(1);
  }
  copyFileSync(taken, join(repository, 'media', to));
  process.stdout.write(`media/${to} is ${from} of today.\n`);
}
