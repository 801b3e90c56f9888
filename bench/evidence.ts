/**
 * `npm run bench:evidence -- --data FILE [--evidence FILE --orders N --cache DIR --only --list]`: the default search, and
 * choices among 4 and 10, by the product's own readers, runner and rules, with recorded programs and
 * recorded evidence as the only answers. Without `--evidence` the set's own test samples are the evidence.
 * `--only` leaves out the choices, `--list` has a line for each search.
 * See `bench/README.md`.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SandboxedRunner } from '../src/node/runner/sandboxed-runner.ts';
import { workerParser } from '../test/support/parser.ts';
import { loadEvidence } from './evidence/data.ts';
import { loadOwnTests } from './evidence/own-tests.ts';
import { RememberingRunner } from './evidence/remembering-runner.ts';
import {
  lastLines,
  reasonsTable,
  searchTable,
  validityTable,
  type Measured,
} from './evidence/report.ts';
import { choiceAmong, search, sequential, type Searched } from './evidence/search.ts';
import { validityOf, type Validity } from './evidence/validity.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    evidence: { type: 'string' },
    orders: { type: 'string', default: '10' },
    cache: { type: 'string' },
    only: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
const { data, evidence, cache, only, list } = values;
if (data === undefined) throw new Error('--data names a file of recorded programs.');
const orders = Number(values.orders);
if (!Number.isInteger(orders) || orders < 1)
  throw new Error('--orders takes a whole number from 1.');

/** Searches under way at once: while one waits for the sandbox, another thinks. */
const side = 3;

const sandbox = new SandboxedRunner({
  assets: resolve(import.meta.dirname, '../src/node/runner'),
  allowUnsandboxed: false,
});
const parser = workerParser();
const runner = new RememberingRunner(sandbox, cache && join(cache, 'runs'));
const parts = { runner, parser };
const started = performance.now();
try {
  const tasks =
    evidence === undefined
      ? await loadOwnTests(data, cache && join(cache, 'verdicts'), { runner: sandbox, parser })
      : loadEvidence(data, evidence);
  say(`${tasks.length} tasks`);
  const found: Validity[] = [];
  const ways = [
    { name: 'the default, one after the other', settings: sequential },
    ...(only ? [] : [4, 10])
      .filter((n) => tasks.every(({ answers }) => answers.length >= n))
      .map((n) => ({ name: `choice among ${n}`, settings: choiceAmong(n) })),
  ];
  const measured: Measured[] = [];
  for (const task of tasks) {
    if (task.solution !== undefined) found.push(await validityOf(task, parts));
  }
  for (const { name, settings } of ways) {
    const runs: Searched[] = [];
    const work = tasks.flatMap((task) =>
      Array.from({ length: orders }, (_, order) => ({ task, order })),
    );
    const next = work.values();
    await Promise.all(
      Array.from({ length: side }, async () => {
        for (const { task, order } of next) {
          const run = await search(task, settings, order, parts);
          runs.push(run);
          if (list) console.log(JSON.stringify({ way: name, order, ...run }));
        }
      }),
    );
    measured.push({ name, runs });
    say(name);
  }
  const [first] = measured;
  const runs = first?.runs ?? [];
  console.log(`# Searches on recorded evidence

${tasks.length} tasks, ${orders} orders of their programs each.

${found.length > 0 ? `${validityTable(found)}\n\n` : ''}${searchTable(measured)}

${reasonsTable(runs)}

${lastLines(runs)}`);
} finally {
  await sandbox.dispose();
  await parser.dispose();
}

function say(what: string): void {
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s: ${what}\n`);
}
