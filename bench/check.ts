/**
 * `npm run bench:check`: counts work and sizes, which are the same on every machine, and holds them to
 * `bench/baseline.json`. It never looks at time. `-- --renew` makes the counts of today the baseline.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleSizes } from './check/bundle-sizes.ts';
import { compare, type Counts } from './check/counts.ts';
import { demoWork } from './check/demo-work.ts';
import { engineWork } from './check/engine-work.ts';
import { treeSizes } from './check/tree-sizes.ts';

const file = resolve(import.meta.dirname, 'baseline.json');
const renew = 'npm run bench:check -- --renew';

const counts: Counts = {
  ...(await bundleSizes()),
  ...(await treeSizes()),
  ...(await engineWork()),
  ...(await demoWork()),
};

if (process.argv.includes('--renew')) {
  writeFileSync(file, `${JSON.stringify(counts, null, 2)}\n`);
  console.log(`${Object.keys(counts).length} counts are the baseline now: ${file}`);
} else {
  const { problems, better } = compare(counts, JSON.parse(readFileSync(file, 'utf8')) as Counts);
  for (const line of better) console.log(`smaller: ${line}`);
  if (better.length > 0) console.log(`To hold on to what became smaller: ${renew}`);
  for (const line of problems) console.error(`bench:check: ${line}`);
  if (problems.length > 0) {
    console.error(
      `Counts may grow by 10 %. Mend what grew, or, where it is worth it: ${renew}, and say why in the commit.`,
    );
    process.exitCode = 1;
  } else console.log(`${Object.keys(counts).length} counts are within their bounds`);
}
