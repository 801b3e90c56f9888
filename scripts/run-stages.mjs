// Runs npm scripts one after the other, as `npm test` does, and says how many minutes each took. Ends at
// the first that fails, with its exit code.
import { spawnSync } from 'node:child_process';

const stages = process.argv.slice(2);
const minutes = [];

for (const stage of stages) {
  process.stdout.write(`\n── ${stage} ──\n`);
  const start = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', stage], { stdio: 'inherit' });
  minutes.push([stage, (performance.now() - start) / 60_000]);
  if (status === 0) continue;
  report(`${stage} failed`);
  process.exit(status ?? 1);
}
report('all stages passed');

function report(end) {
  const width = Math.max(...stages.map(({ length }) => length));
  const total = minutes.reduce((sum, [, each]) => sum + each, 0);
  const rows = [...minutes, ['together', total]].map(
    ([name, each]) => `${name.padEnd(width)} ${each.toFixed(1).padStart(5)} min`,
  );
  process.stdout.write(`\n${rows.join('\n')}\n${end}\n`);
}
