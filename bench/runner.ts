/**
 * `npm run bench:runner`: the runner against a fresh process per candidate, the way the field does
 * it, and the floor. All in one run on one machine, taking turns; each figure the best of its turns.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findPython } from '../src/node/runner/python/python-interpreter.ts';
import {
  freshProcesses,
  inFreshContexts,
  inProcess,
  javascriptCheck,
  pythonCheck,
  pythonScript,
} from './runner/baselines.ts';
import { contest, type Contestant, type Score } from './runner/contest.ts';
import {
  coppiceTurn,
  expectedOf,
  MeasuredRunner,
  request,
  withoutHanging,
} from './runner/coppice.ts';
import { cancelling, memoryOver } from './runner/endurance.ts';
import { JavaScriptLanes } from './runner/javascript-lanes.ts';
import { printTables } from './runner/tables.ts';
import {
  callsEach,
  recordedTasks,
  trivialJavaScript,
  trivialPython,
  type BenchTask,
} from './runner/sets.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    candidates: { type: 'string', default: '1000' },
    /** Where the slow ways are measured on fewer candidates. */
    sample: { type: 'string', default: '100' },
    'limit-ms': { type: 'string', default: '1000' },
  },
});
const rounds = Number(options.rounds);
const recordedRounds = Math.ceil(rounds / 2);
const count = Number(options.candidates);
const sample = Number(options.sample);
const limitMs = Number(options['limit-ms']);

const mark = randomUUID();
const found = await findPython({ searchPath: process.env['PATH'] ?? '' });
if (!found.ok) throw new Error(found.error.message);
const python = found.value.executable;
const measured = new MeasuredRunner(mark);
const { runner } = measured;
const lanes = await JavaScriptLanes.start(2);
const report = await runner.describe();
if (report.tier === undefined) throw new Error(report.problem ?? 'no sandbox works here');
console.log(
  `Sandbox: ${report.tier.name}. ${cpus().length} processors (${cpus()[0]?.model ?? '?'}).`,
);

const recorded = recordedTasks(python, count);
const recordedWithTests: BenchTask[] = [];
const recordedThatEnd: BenchTask[] = [];
for (const task of recorded ?? []) {
  const tested = { ...task, expected: await expectedOf(runner, task) };
  recordedWithTests.push(tested);
  recordedThatEnd.push(await withoutHanging(runner, tested, limitMs));
}

const scores: Score[] = [
  ...(await contest(trivialContestants(), rounds, callsEach)),
  ...(recorded === undefined
    ? []
    : await contest(
        [
          ...recordedContestants('recorded', recordedWithTests),
          ...recordedContestants('recorded, those that end', recordedThatEnd),
        ],
        recordedRounds,
        callsEach,
      )),
];
const memory = [
  await memoryOver(runner, mark, 'python', trivialPython(count)),
  await memoryOver(runner, mark, 'javascript', trivialJavaScript(count)),
];
const cancels = [
  await cancelling(runner, mark, 'python', 10),
  await cancelling(runner, mark, 'javascript', 10),
];
await lanes.dispose();
await runner.dispose();

const result = {
  date: new Date().toISOString().slice(0, 10),
  command: `npm run bench:runner${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
  machine: {
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    python: found.value.version.join('.'),
  },
  tier: report.tier.name,
  callsPerCandidate: callsEach,
  limitMs,
  scores,
  memory,
  cancels,
};
const folder = fileURLToPath(new URL('./results', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/runner.json`, `${JSON.stringify(result, undefined, 2)}\n`);
console.log(printTables(result));

function trivialContestants(): Contestant[] {
  const py = trivialPython(count);
  const js = trivialJavaScript(count);
  const few = (task: BenchTask): BenchTask => ({
    ...task,
    programs: task.programs.slice(0, sample),
  });
  const set = 'trivial';
  const pythonPrograms = few(py).programs.map((program) => pythonCheck(py, program));
  return [
    {
      ...{ name: 'Coppice', language: 'python', set, role: 'coppice' },
      turn: () => coppiceTurn(measured, [request(py, 'python', limitMs)]),
    },
    {
      ...{ name: 'Coppice, each candidate alone', language: 'python', set, role: 'coppice' },
      turn: () => coppiceTurn(measured, [request(py, 'python', limitMs, true)]),
    },
    {
      ...{ name: 'fresh process, two at a time', language: 'python', set, role: 'fresh' },
      turn: () => freshProcesses([python, '-I', '-S', '-'], pythonPrograms, limitMs),
    },
    {
      ...{ name: 'as human-eval', language: 'python', set, role: 'field' },
      turn: () => humanEval(pythonPrograms),
    },
    {
      ...{ name: 'as evalplus', language: 'python', set, role: 'field' },
      turn: async () => {
        const tasks = few(py).programs.map((program) => evalplusTask(py, program));
        return { candidates: tasks.length, ...(await evalplus(tasks)) };
      },
    },
    {
      ...{ name: 'fork and exit, two at a time', language: 'python', set, role: 'floor' },
      turn: async () => ({
        candidates: count,
        ...(await pythonScript(python, './floors.py', ['fork', String(count), '2'], [])),
      }),
    },
    {
      ...{ name: 'in one process, unsafe', language: 'python', set, role: 'in-process' },
      turn: async () => ({
        candidates: count,
        ...(await pythonScript(
          python,
          './floors.py',
          ['call'],
          py.programs.map((program) => ({ program, calls: py.calls })),
        )),
      }),
    },
    {
      ...{ name: 'Coppice (shared contexts)', language: 'javascript', set, role: 'coppice' },
      turn: () => coppiceTurn(measured, [request(js, 'javascript', limitMs)]),
    },
    {
      ...{ name: 'Coppice, each candidate alone', language: 'javascript', set, role: 'coppice' },
      turn: () => coppiceTurn(measured, [request(few(js), 'javascript', limitMs, true)]),
    },
    {
      ...{ name: 'worker, shared contexts', language: 'javascript', set, role: 'coppice' },
      turn: () => lanes.turn(js, 50),
    },
    {
      ...{ name: 'worker, fresh context each', language: 'javascript', set, role: 'coppice' },
      turn: () => lanes.turn(js, 1),
    },
    {
      ...{ name: 'fresh process, two at a time', language: 'javascript', set, role: 'fresh' },
      turn: () =>
        freshProcesses(
          [process.execPath, '-'],
          few(js).programs.map((program) => javascriptCheck(js, program)),
          limitMs,
        ),
    },
    {
      ...{ name: 'fresh vm context, in one process', language: 'javascript', set, role: 'floor' },
      turn: () => Promise.resolve(inFreshContexts(js)),
    },
    {
      ...{ name: 'in one process, unsafe', language: 'javascript', set, role: 'in-process' },
      turn: () => Promise.resolve(inProcess(js)),
    },
  ] satisfies Contestant[];
}

function recordedContestants(set: Contestant['set'], tasks: readonly BenchTask[]): Contestant[] {
  const language = 'python';
  const programs = tasks.flatMap((task) => task.programs.map((program) => ({ task, program })));
  const checks = programs.map(({ task, program }) => pythonCheck(task, program));
  return [
    {
      ...{ name: 'Coppice', language, set, role: 'coppice' },
      turn: () =>
        coppiceTurn(
          measured,
          tasks.map((task) => request(task, 'python', limitMs)),
        ),
    },
    {
      ...{ name: 'fresh process, two at a time', language, set, role: 'fresh' },
      turn: () => freshProcesses([python, '-I', '-S', '-'], checks, limitMs),
    },
    { ...{ name: 'as human-eval', language, set, role: 'field' }, turn: () => humanEval(checks) },
    {
      ...{ name: 'as evalplus', language, set, role: 'field' },
      turn: async () => ({
        candidates: programs.length,
        ...(await evalplus(programs.map(({ task, program }) => evalplusTask(task, program)))),
      }),
    },
  ] satisfies Contestant[];
}

async function humanEval(checks: readonly string[]): ReturnType<Contestant['turn']> {
  const args = ['2', String(limitMs / 1000)];
  return {
    candidates: checks.length,
    ...(await pythonScript(python, './human_eval_style.py', args, checks)),
  };
}

function evalplusTask({ calls, expected, tolerance = 0 }: BenchTask, program: string): object {
  return { program, calls, expected: expected ?? null, tolerance };
}

function evalplus(tasks: readonly object[]): ReturnType<typeof pythonScript> {
  return pythonScript(python, './evalplus_style.py', ['2', String(limitMs / 1000)], tasks);
}
