/**
 * `npm run bench:splitting -- --data FILE [--data FILE …] [--pairs N --seed S --part 0/3 --gap --selector NAME --list]`: pairs of a
 * right and a wrong recorded program that both pass the examples, and inputs made without a model that are to tell them
 * apart; with `--gap` the choice among ten samples by such inputs alone. See `bench/README.md`.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultSettings } from '../src/core/settings.ts';
import { SandboxedRunner } from '../src/node/runner/sandboxed-runner.ts';
import { workerParser } from '../test/support/parser.ts';
import { percent, table } from './selection/report.ts';
import { loadRecorded } from './splitting/data.ts';
import { choose, type Choice } from './splitting/gap.ts';
import { pairsOf, tell, type Told } from './splitting/pairs.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    pairs: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '0/1' },
    only: { type: 'string' },
    gap: { type: 'boolean', default: false },
    selector: { type: 'string', multiple: true, default: [defaultSettings.selector] },
    list: { type: 'boolean', default: false },
  },
});
if (values.data.length === 0) throw new Error('--data names a file of recorded programs.');
const [most, seed] = [Number(values.pairs), Number(values.seed)];
/** Every so-manieth task, from which on. */
const [first = 0, step = 1] = values.part.split('/').map(Number);
/** Processor time within which a pair is to be told apart, in ms. */
const limitMs = 1000;
/** Tasks under way at once. */
const side = 2;

const runner = new SandboxedRunner({
  assets: resolve(import.meta.dirname, '../src/node/runner'),
  allowUnsandboxed: false,
});
const parser = workerParser();
const driver = { runner, parser };
try {
  const rows: string[][] = [];
  for (const file of values.data) {
    const all = await loadRecorded(file, parser);
    const tasks = all.filter(
      ({ id }, at) =>
        at % step === first && (values.only === undefined || id.includes(values.only)),
    );
    if (values.gap) rows.push(...(await gapRows(file, tasks)));
    else rows.push(await splitRow(file, tasks));
  }
  const head = values.gap
    ? ['set', 'tasks', 'selector', 'random behind the gate', 'chosen', 'oracle', 'gap closed (%)']
    : [
        'set',
        'pairs',
        'told apart (%)',
        'by a value (%)',
        'within 1 s (%)',
        'median ms',
        'median input',
      ];
  console.log(table(head, rows));
} finally {
  await runner.dispose();
  await parser.dispose();
}

async function splitRow(file: string, tasks: Awaited<ReturnType<typeof loadRecorded>>) {
  const work = tasks.flatMap((task) => pairsOf(task, most, seed).map((pair) => ({ task, pair })));
  const all = await together(work, ({ task, pair }) => tell(task, pair, seed, driver));
  const told = all.filter(({ isLoaded }) => isLoaded);
  const share = (some: readonly Told[]) => percent(some.length / Math.max(told.length, 1));
  const found = told.filter(({ isTold }) => isTold);
  if (values.list) for (const each of told) console.log(JSON.stringify(each));
  const missed = new Map<string, number>();
  for (const { task, isTold } of told) {
    if (!isTold) missed.set(task, (missed.get(task) ?? 0) + 1);
  }
  const tasksMissed = [...missed].map(([task, count]) => `${task} ${count}`).join(', ');
  console.log(`Not told apart in ${basename(file)}: ${tasksMissed}\n`);
  return [
    basename(file),
    String(told.length),
    share(found),
    share(found.filter(({ isFault }) => !isFault)),
    share(found.filter(({ ms }) => ms <= limitMs)),
    median(told.map(({ ms }) => ms)).toFixed(0),
    `${median(found.map(({ call }) => call.length))} characters`,
  ];
}

async function gapRows(file: string, tasks: Awaited<ReturnType<typeof loadRecorded>>) {
  const choices = await together(tasks, (task) => choose(task, values.selector, seed, driver));
  if (values.list) for (const each of choices) console.log(JSON.stringify(each));
  const mean = (of: (choice: Choice) => number) =>
    choices.reduce((sum, choice) => sum + of(choice), 0) / Math.max(choices.length, 1);
  const [random, oracle] = [mean((choice) => choice.random), mean((choice) => choice.oracle)];
  return values.selector.map((name, at) => {
    const chosen = mean((choice) => choice.chosen[at] ?? 0);
    return [
      basename(file),
      String(choices.length),
      name,
      percent(random),
      percent(chosen),
      percent(oracle),
      percent((chosen - random) / (oracle - random)),
    ];
  });
}

/** Works on several items at once; answers in their order. */
async function together<T, R>(items: readonly T[], one: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const next = items.entries();
  await Promise.all(
    Array.from({ length: side }, async () => {
      for (const [at, item] of next) results[at] = await one(item);
    }),
  );
  return results;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
