/**
 * `npm run bench:stall [-- --area PATTERN] [--name PATTERN] [--all]`: puts hostile inputs through the functions of the
 * trusted side that read them, and reports the longest time for which each keeps its thread from doing anything else:
 * processor time between two beats of a timer, so that a busy machine makes nothing longer. Exits with 1 where one is
 * beyond the bound. An input that keeps its thread for 15 s is given up.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { workerParser } from '../test/support/parser.ts';
import { stallCases } from './stall/cases.ts';
import type { StallCase } from './stall/stall-case.ts';

/** Longest stall that anybody may cause, in ms. */
const bound = 100;
const givenUpMs = 15_000;
/** A stall that may be the machine's is measured again so often: the shortest counts. */
const tries = 3;

interface Measured {
  readonly at: number;
  readonly stallMs: number;
  readonly totalMs: number;
  readonly failure?: string;
}

const { values } = parseArgs({
  options: {
    area: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
  },
  args: isMainThread ? process.argv.slice(2) : (workerData as { args: string[] }).args,
});
const cases = stallCases.filter(
  ({ area, name }) => new RegExp(values.area).test(area) && new RegExp(values.name).test(name),
);

async function work(from: number): Promise<void> {
  const parser = workerParser();
  const heart = new Heart();
  const measure = async (each: StallCase): Promise<Omit<Measured, 'at'>> => {
    await pause(3);
    heart.longestMs = 0;
    const since = performance.now();
    let failure: string | undefined;
    try {
      await each.run(parser);
    } catch (error) {
      failure = error instanceof Error ? `${error.name}: ${error.message.slice(0, 80)}` : 'failed';
    }
    const totalMs = performance.now() - since;
    await pause(3);
    return { stallMs: heart.longestMs, totalMs, ...(failure === undefined ? {} : { failure }) };
  };
  for (let at = from; at < cases.length; at++) {
    const each = cases[at];
    if (!each) break;
    parentPort?.postMessage({ at });
    let best = await measure(each);
    for (let again = 1; again < tries && best.stallMs > bound / 2 && best.stallMs < 2000; again++) {
      const next = await measure(each);
      if (next.stallMs < best.stallMs) best = next;
    }
    parentPort?.postMessage({ at, ...best } satisfies Measured);
  }
  await parser.dispose();
  process.exit(0);
}

/** Processor time of this thread. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function watch(): Promise<void> {
  const found: Measured[] = [];
  for (let from = 0; from < cases.length;) from = await part(from, found);
  found.sort((a, b) => b.stallMs - a.stallMs);
  const slow = found.filter(({ stallMs }) => stallMs > bound);
  console.log(
    '| area | input | longest stall, ms | in all, ms | |\n| --- | --- | --- | --- | --- |',
  );
  const told = values.all ? found : found.slice(0, Math.max(15, slow.length));
  for (const measured of told) console.log(line(measured));
  console.log(`${found.length} inputs; ${slow.length} beyond ${bound} ms`);
  if (slow.length > 0) process.exitCode = 1;
}

function line({ at, stallMs, totalMs, failure = '' }: Measured): string {
  const { area = '', name = '' } = cases[at] ?? {};
  return `| ${area} | ${name} | ${shown(stallMs)} | ${shown(totalMs)} | ${failure} |`;
}

function shown(ms: number): string {
  return Number.isFinite(ms) ? ms.toFixed(0) : `over ${givenUpMs}`;
}

/** Measures from one case on, until all are done or one is given up. @returns The next case. */
function part(from: number, found: Measured[]): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { from, args: process.argv.slice(2) },
    resourceLimits: { maxOldGenerationSizeMb: 1500 },
  });
  return new Promise((resolve) => {
    let current = from;
    let isOver = false;
    const keep = (measured: Measured) => {
      found.push(measured);
      // The whole takes its time: what is slow is told at once.
      if (measured.stallMs > bound) console.error(line(measured));
    };
    const giveUp = (failure: string) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      keep({ at: current, stallMs: Infinity, totalMs: Infinity, failure });
      void worker.terminate().then(() => resolve(current + 1));
    };
    let timer = setTimeout(() => giveUp('given up'), givenUpMs);
    worker.on('message', (message: Measured | { readonly at: number }) => {
      current = message.at;
      if ('stallMs' in message) keep(message);
      clearTimeout(timer);
      timer = setTimeout(() => giveUp('given up'), givenUpMs);
    });
    worker.on('error', (error) => giveUp(String(error)));
    worker.on('exit', () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      resolve(cases.length);
    });
  });
}

/** Beats while its thread lets it, and knows the most that the thread worked between two beats. */
class Heart {
  longestMs = 0;
  #before = workedMs();

  constructor() {
    setInterval(() => {
      const now = workedMs();
      this.longestMs = Math.max(this.longestMs, now - this.#before);
      this.#before = now;
    }, 1);
  }
}

if (isMainThread) await watch();
else await work((workerData as { from: number }).from);
