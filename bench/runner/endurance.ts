/** Memory over many candidates, and how soon a cancelled run has freed everything. */
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunRequest } from '../../src/core/ports.ts';
import type { SandboxedRunner } from '../../src/node/runner/sandboxed-runner.ts';
import { markName, request } from './coppice.ts';
import type { BenchTask } from './sets.ts';

export interface Memory {
  readonly language: string;
  readonly candidates: number;
  /** Resident memory after each tenth of the candidates, in MiB: ours, and of all sandboxed processes. */
  readonly trusted: readonly number[];
  readonly sandboxed: readonly number[];
}

export async function memoryOver(
  runner: SandboxedRunner,
  mark: string,
  language: RunRequest['language'],
  tenth: BenchTask,
): Promise<Memory> {
  const trusted: number[] = [];
  const sandboxed: number[] = [];
  const { signal } = new AbortController();
  for (let i = 0; i < 10; i++) {
    const reply = await runner.run(request(tenth, language, 2000), { signal });
    if (!reply.ok) throw new Error(reply.error.message);
    globalThis.gc?.();
    trusted.push(mib(process.memoryUsage().rss));
    sandboxed.push(mib(marked(mark).reduce((sum, pid) => sum + resident(pid), 0)));
  }
  return { language, candidates: 10 * tenth.programs.length, trusted, sandboxed };
}

export interface Cancelling {
  readonly language: string;
  /** From the cancel to the end of `run`, and to the end of the processes that were at work; in ms. */
  readonly settled: readonly number[];
  readonly freed: readonly number[];
}

const hang = {
  python: 'def f(x):\n    while True:\n        pass\n',
  javascript: 'function f() { for (;;); }',
} as const;

export async function cancelling(
  runner: SandboxedRunner,
  mark: string,
  language: 'python' | 'javascript',
  times: number,
): Promise<Cancelling> {
  const settled: number[] = [];
  const freed: number[] = [];
  const task = { entry: 'f', calls: ['f(1)'], programs: [hang[language], hang[language]] };
  for (let i = 0; i < times; i++) {
    const cancel = new AbortController();
    const run = runner.run(request(task, language, 60_000, true), { signal: cancel.signal });
    const busy = await busyProcesses(mark);
    const start = performance.now();
    cancel.abort();
    await run;
    settled.push(performance.now() - start);
    while (busy.some(isThere)) await delay(1);
    freed.push(performance.now() - start);
  }
  return { language, settled, freed };
}

/** CPU time after which a process is at work on a candidate and not still starting, in ticks. */
const atWorkTicks = 25;

/** Waits until two sandboxed processes have been computing for a while, and answers them. */
async function busyProcesses(mark: string): Promise<number[]> {
  const before = new Map(marked(mark).map((pid) => [pid, cpuTicks(pid)]));
  for (;;) {
    await delay(50);
    const busy = marked(mark).filter(
      (pid) => cpuTicks(pid) - (before.get(pid) ?? 0) >= atWorkTicks,
    );
    if (busy.length >= 2) return busy;
  }
}

function marked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((name) => readProc(name, 'environ').includes(`${markName}=${mark}`))
    .map(Number);
}

function resident(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0) * 1024;
}

function cpuTicks(pid: number): number {
  const stat = readProc(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function isThere(pid: number): boolean {
  const stat = readProc(pid, 'stat');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

function readProc(pid: number | string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    // The process ended meanwhile.
    return '';
  }
}

function mib(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
