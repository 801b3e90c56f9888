/** What the runner is compared with. All of it runs candidates without a sandbox. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import type { Turn } from './contest.ts';
import type { BenchTask } from './sets.ts';

const lanes = 2;

/** A process per candidate, as many at a time as there are lanes. */
export async function freshProcesses(
  command: readonly string[],
  sources: readonly string[],
  limitMs: number,
): Promise<Turn> {
  const verdicts: Record<string, number> = {};
  const start = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < sources.length) {
      const source = sources[next++] ?? '';
      const verdict = await freshProcess(command, source, limitMs);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { candidates: sources.length, seconds: (performance.now() - start) / 1000, verdicts };
}

function freshProcess(
  [file = '', ...args]: readonly string[],
  source: string,
  limitMs: number,
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.stdin.on('error', () => undefined);
    child.stdin.end(source);
    child.stdout.resume();
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL' ? 'timed out' : code === 0 ? 'passed' : 'failed');
    });
  });
}

/** A Python file of this folder that measures itself: it gets lines and prints a turn. */
export function pythonScript(
  python: string,
  script: string,
  args: readonly string[],
  lines: readonly unknown[],
): Promise<Omit<Turn, 'candidates'>> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(python, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as Omit<Turn, 'candidates'>);
      else reject(new Error(`${script} ended with ${code ?? 'a signal'}`));
    });
  });
}

/** The check as one program, as human-eval has it: the solution, then assertions. */
export function pythonCheck(task: BenchTask, program: string): string {
  const { calls, expected, tolerance = 0 } = task;
  if (expected === undefined)
    return `${program}\n${calls.map((call) => `repr(${call})`).join('\n')}\n`;
  const close =
    tolerance === 0
      ? 'def _same(a, b): return a == b'
      : `def _same(a, b): return a == b or (isinstance(a, (int, float)) and abs(a - b) <= ${tolerance} * max(1, abs(a), abs(b)))`;
  const asserts = calls.map((call, i) => `assert _same(${call}, ${expected[i] ?? 'None'})`);
  return `${program}\n${close}\n${asserts.join('\n')}\n`;
}

export function javascriptCheck(task: BenchTask, program: string): string {
  return `${program}\n${task.calls.map((call) => `JSON.stringify(${call});`).join('\n')}\n`;
}

/** Calls in this process, by a function made of the program's text. */
export function inProcess(task: BenchTask): Turn {
  const start = performance.now();
  for (const program of task.programs) {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the unsafe way is what is measured
    const run = new Function(`${program}; return (call) => eval(call);`) as () => (
      call: string,
    ) => unknown;
    const evaluate = run();
    for (const call of task.calls) JSON.stringify(evaluate(call));
  }
  return { candidates: task.programs.length, seconds: (performance.now() - start) / 1000 };
}

/** A context of `node:vm` per program, in this process. */
export function inFreshContexts(task: BenchTask): Turn {
  const start = performance.now();
  for (const program of task.programs) {
    const context = vm.createContext({});
    const evaluate = vm.runInContext(
      `(() => {${program}; return (call) => eval(call);})()`,
      context,
    ) as (call: string) => unknown;
    for (const call of task.calls) JSON.stringify(evaluate(call));
  }
  return { candidates: task.programs.length, seconds: (performance.now() - start) / 1000 };
}
