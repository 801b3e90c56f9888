/**
 * `npm run bench:selection [-- --data FILE --draws N --seed N --cache DIR]`: replays recorded samples
 * of CodeGen-16B on HumanEval through the sandboxed runner and all selectors. Prints tables in
 * Markdown; results also go to `bench/results/selection.json`. `--cache` keeps outcomes of runs in a
 * folder outside the checkout, for repeated measurements.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SandboxedRunner } from '../src/node/runner/sandboxed-runner.ts';
import { workerParser } from '../test/support/parser.ts';
import { DiskCache } from './selection/cache.ts';
import { loadData } from './selection/data.ts';
import type { Replay } from './selection/evaluate.ts';
import { hiddenAgainMs, hiddenMs, judgeHidden } from './selection/hidden-judge.ts';
import {
  measure,
  measureAdaptive,
  measureOracle,
  sizes,
  writerSizes,
  type AdaptiveCell,
  type Cell,
} from './selection/measure.ts';
import { callMs, runTask, type TaskOutcomes } from './selection/outcomes.ts';
import {
  adaptiveTable,
  earnedTable,
  passTable,
  percent,
  publishedTables,
  writerTable,
} from './selection/report.ts';
import { SandboxReader, testsPerSample } from './selection/sandbox-reader.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    draws: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    cache: { type: 'string' },
  },
});
const draws = Number(values.draws);
const seed = Number(values.seed);
if (!Number.isInteger(draws) || draws < 1 || !Number.isInteger(seed)) {
  throw new Error('--draws and --seed take whole numbers; there must be at least one draw.');
}
const started = performance.now();
const data = loadData(values.data);
const { outcomes, verdict, evaluations } = await runAll();
const ran = performance.now();
const all: Replay = { outcomes, verdict, draws, seed };

const cells: Cell[] = [];
const stops: AdaptiveCell[] = [];
for (const gate of [false, true]) {
  const shown = gate ? 'gate' : 'no examples';
  for (const n of sizes) {
    say(`replay n = ${n}, M = 100, ${shown}`);
    cells.push(...measure(all, { n, m: 100, gate }));
  }
  for (const n of [20, 100]) {
    say(`replay n = ${n}, earned votes, ${shown}`);
    cells.push(...measure(all, { n, m: 100, gate, earned: true }));
    for (const m of writerSizes) {
      say(`replay n = ${n}, M = ${m}, ${shown}`);
      cells.push(...measure(all, { n, m, gate }));
    }
  }
  for (const [limit, most] of [
    [20, draws],
    [100, 5],
  ] as const) {
    say(`stop rule up to ${limit} samples, ${shown}`);
    stops.push(measureAdaptive({ ...all, draws: Math.min(draws, most) }, gate, limit));
  }
}
const oracles = measureOracle(all);
const seconds = { run: (ran - started) / 1000, all: (performance.now() - started) / 1000 };
print();
save();

function say(what: string): void {
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s: ${what}\n`);
}

/** Runs candidates and judges them; hidden tests stay in here, behind `verdict`. */
async function runAll() {
  const runner = new SandboxedRunner({
    assets: resolve(import.meta.dirname, '../src/node/runner'),
    allowUnsandboxed: false,
  });
  const parser = workerParser();
  const reader = new SandboxReader(runner);
  const cache = new DiskCache(values.cache);
  const reading = readFileSync(new URL('selection/read_tests.py', import.meta.url), 'utf8');
  const right = new Map<string, ReadonlySet<string>>();
  const found: TaskOutcomes[] = [];
  try {
    for (const [index, task] of data.tasks.entries()) {
      const hidden = data.hidden[index];
      if (hidden === undefined) continue;
      const own = await cache.get({ task, callMs, testsPerSample, reading, version: 2 }, () =>
        runTask(task, runner, parser, reader),
      );
      const passed = await cache.get({ task, hidden, hiddenMs, hiddenAgainMs, reading }, () =>
        judgeHidden(task, hidden, runner, parser, reader),
      );
      found.push(own);
      right.set(
        task.id,
        new Set(own.candidates.flatMap(({ id }, at) => (passed[at] === true ? [id] : []))),
      );
      if ((index + 1) % 10 === 0) say(`${index + 1} of ${data.tasks.length} tasks run`);
    }
  } finally {
    await runner.dispose();
    await parser.dispose();
  }
  return {
    outcomes: found,
    verdict: (task: string, candidate: string) => right.get(task)?.has(candidate) === true,
    evaluations: found.reduce((sum, task) => sum + task.evaluations, 0),
  };
}

function print(): void {
  const gated = outcomes.filter(({ examples }) => examples > 0).length;
  console.log(`# Selection on recorded samples

${outcomes.length} tasks of ${data.file.split('/').slice(-2).join('/')}, up to 100 samples and 100 test samples each
(${testsPerSample} tests a sample). Inputs are the calls inside the generated tests. Time limit ${callMs} ms a call,
${hiddenMs} ms a hidden call (then once more, alone, within ${hiddenAgainMs} ms). ${draws} draws, seed ${seed}; in brackets the paired difference to codet with its
95 % bootstrap interval over tasks and draws. ${gated} tasks have a docstring example.
${evaluations} evaluations of distinct candidates in ${seconds.run.toFixed(0)} s, ${seconds.all.toFixed(0)} s in all.

## Share of right choices (%), M = 100, no examples

${passTable(cells, 100, false)}

## The same behind the docstring's examples ("gate winners, all samples vote" is consensus here)

${passTable(cells, 100, true)}

Oracle: ${oracles.map(({ n, pass }) => `n = ${n} ${percent(pass)}`).join(', ')}.

## Fewer test samples
`);
  for (const gate of [false, true]) {
    for (const n of [20, 100]) {
      console.log(`n = ${n}, ${gate ? 'gate' : 'no examples'}\n\n${writerTable(cells, n, gate)}\n`);
    }
  }
  console.log(`## All tests → only tests that earned a vote\n\n${earnedTable(cells)}\n`);
  console.log(`## Samples until the stop rule is content\n\n${adaptiveTable(stops)}\n`);
  console.log(`## Published and replayed by others\n\n${publishedTables()}`);
}

function save(): void {
  const file = resolve(import.meta.dirname, 'results/selection.json');
  mkdirSync(dirname(file), { recursive: true });
  const settings = {
    draws,
    seed,
    callMs,
    hiddenMs,
    hiddenAgainMs,
    testsPerSample,
    probes: 'calls in tests',
  };
  const result = { settings, tasks: outcomes.length, evaluations, seconds, cells, stops, oracles };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
