/**
 * `npm run bench:selection [-- --data FILE[+TESTS] … --draws N --seed N --cache DIR --selector NAME --part K/N --run --all --details]`:
 * replays recorded samples through the sandboxed runner and the selectors. Prints tables in Markdown; results also go to
 * `bench/results/selection.json`. `--data` may be given several times; regimes of all files are pooled. `FILE+TESTS` has
 * the tests of another file.
 * `--selector` is compared with the rules that it is held to, by default the default; `--all` has the other rules too.
 * `--cache` keeps outcomes of runs in a folder outside the checkout, `--run` fills it and ends,
 * `--part 0/3` takes every third task. `--details` adds fewer test samples, earned votes and longer limits.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { selectorNamed, selectors } from '../src/core/selectors/index.ts';
import { defaultSettings } from '../src/core/settings.ts';
import { boundLines } from './selection/bounds.ts';
import { loadData } from './selection/data.ts';
import { printDetails } from './selection/details.ts';
import type { Replay } from './selection/evaluate.ts';
import { hiddenAgainMs, hiddenMs } from './selection/hidden-judge.ts';
import { adaptiveRegime, compare, measureRegime } from './selection/measure-regimes.ts';
import { callMs } from './selection/outcomes.ts';
import { pooled } from './selection/pooled.ts';
import {
  calibrationTable,
  comparisonTable,
  shareTable,
  stoppingTable,
} from './selection/regime-report.ts';
import { regimesOf, type Regime } from './selection/regimes.ts';
import { runSet } from './selection/run-set.ts';
import { testsPerSample } from './selection/sandbox-reader.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    draws: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    cache: { type: 'string' },
    selector: { type: 'string', default: defaultSettings.selector },
    part: { type: 'string', default: '0/1' },
    run: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
  },
});
const draws = Number(values.draws);
const seed = Number(values.seed);
const [part = NaN, of = NaN] = values.part.split('/').map(Number);
if (!Number.isInteger(draws) || draws < 1 || !Number.isInteger(seed)) {
  throw new Error('--draws and --seed take whole numbers; there must be at least one draw.');
}
if (!Number.isInteger(part) || !Number.isInteger(of) || part < 0 || part >= of) {
  throw new Error('--part takes K/N with 0 ≤ K < N: of N tasks in turn the one at place K.');
}
/** `first` would only repeat `random` here, and `sstar` needs a judge. */
const useless = ['first', 'sstar'];
const held = ['codet', 'max-pass', 'b4', 'agreement', 'cascade'];
const others = selectors.filter(
  ({ name }) =>
    name !== values.selector && (values.all ? !useless.includes(name) : held.includes(name)),
);
const preferred = selectorNamed(values.selector);
if (preferred === undefined) {
  throw new Error(
    `There is no selector "${values.selector}"; there are ${selectors.map(({ name }) => name).join(', ')}.`,
  );
}
const compared = [preferred, ...others];

const started = performance.now();
const replays: Replay[] = [];
const regimes: Regime[] = [];
let evaluations = 0;
for (const file of values.data ?? [undefined]) {
  const data = loadData(file);
  say(data.file);
  const ran = await runSet(data, values.cache, { part, of }, say);
  const replay = { outcomes: ran.outcomes, verdict: ran.verdict, draws, seed };
  evaluations += ran.evaluations;
  replays.push(replay);
  regimes.push(...regimesOf(data.file, replay));
}
const seconds = (performance.now() - started) / 1000;
console.log(`# Selection on recorded samples

${evaluations} evaluations of distinct candidates in ${seconds.toFixed(0)} s. Inputs are the calls inside the generated
tests (${testsPerSample} tests a sample). Time limit ${callMs} ms a call, ${hiddenMs} ms a hidden call (then once more, alone, within
${hiddenAgainMs} ms). ${draws} draws, seed ${seed}, part ${values.part} of the tasks. Differences are paired, in points, with
95 % bootstrap intervals over tasks and draws.
`);
if (!values.run) {
  measureAll(preferred);
  if (values.details) replays.forEach((replay) => printDetails(replay, say));
}

function measureAll(selector: (typeof compared)[number]): void {
  const measured = regimes.map((regime) => {
    say(regime.name);
    return measureRegime(regime, compared);
  });
  const comparisons = compare(measured);
  say('stop rule');
  const stopped = regimes
    .filter(({ view }) => view.n === 20)
    .map((regime) => adaptiveRegime(regime, selector));
  const change = pooled(stopped.map(({ tasks, differences }) => ({ tasks, scores: differences })));
  const bounds = boundLines({ measured, comparisons, stopped, change });
  console.log(`## Share of right choices (%)

${shareTable(measured)}

## ${selector.name} against each other selector

${comparisonTable(comparisons)}

## What ${selector.name} says of its choices

${calibrationTable(measured)}

## Samples until the stop rule is content

${stoppingTable(stopped, change)}

## Bounds

${bounds.join('\n')}
`);
  const file = resolve(import.meta.dirname, 'results/selection.json');
  mkdirSync(dirname(file), { recursive: true });
  const result = {
    settings: { draws, seed, part: values.part, callMs, hiddenMs, hiddenAgainMs, testsPerSample },
    evaluations,
    seconds,
    bounds,
    comparisons: comparisons.map(({ regime, over }) => ({
      regime,
      over: Object.fromEntries(over),
    })),
    stopped: stopped.map(({ regime, fixed, change, samples }) => ({
      regime,
      fixed,
      change,
      samples,
    })),
  };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

function say(what: string): void {
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s: ${what}\n`);
}
