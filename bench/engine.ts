// Measures the engine alone: model and runner answer at once. Run: npm run bench:engine
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cancellation } from '../src/core/engine/cancellation.ts';
import { Engine } from '../src/core/engine/engine.ts';
import type { Store } from '../src/core/ports.ts';
import { defaultSettings } from '../src/core/settings.ts';
import { systemClock } from '../src/node/clock.ts';
import { sha256 } from '../src/node/hash.ts';
import { FileStore } from '../src/node/store/file-store.ts';
import { MemoryStore } from '../test/support/memory-store.ts';
import { instantModel, instantRunner } from './engine/instant-ports.ts';
import { benchTask, growing, rankless, type Shape } from './engine/strategies.ts';

const collect = globalThis.gc;
if (!collect) throw new Error('Run it with: npm run bench:engine');

interface Measured {
  readonly run: string;
  readonly label: string;
  readonly ms: number;
  readonly actions: number;
  /** Heap after collection at each tenth of the run, in MiB. */
  readonly heap: readonly number[];
}

const rows: string[] = [];
const directory = await mkdtemp(join(tmpdir(), 'coppice-bench-'));
try {
  const big: Shape = { waves: 500, samples: 20, probes: 10, shown: false };
  const files = new FileStore(join(directory, 'runs'));
  await measured('warm-up', new MemoryStore(), { ...big, waves: 20 });
  show(await measured('10,000 candidates, journal on disk', files, big));
  const shown = await measured('10,000 candidates, all shown in the view', files, {
    ...big,
    shown: true,
  });
  show(shown);
  show(await measured('10,000 candidates, journal in memory', new MemoryStore(), big));
  show(
    await measured('5,000 single asks, journal on disk', files, {
      waves: 5000,
      samples: 1,
      probes: 0,
      shown: false,
    }),
  );
  await showReplay(files, shown);
} finally {
  await rm(directory, { recursive: true, force: true });
}
const cpu = cpus();
console.log(
  `\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpu.length} × ${cpu[0]?.model ?? 'unknown'}\n`,
);
console.log(
  '| run | actions | ms | ms per action | heap at 10 % … 100 % (MiB) |\n|---|---|---|---|---|',
);
console.log(rows.join('\n'));

function show({ label, ms, actions, heap }: Measured): void {
  const ends = [heap[0], heap[4], heap.at(-1)].map((mib) => mib?.toFixed(1) ?? '').join(' … ');
  rows.push(
    `| ${label} | ${actions} | ${ms.toFixed(0)} | ${(ms / actions).toFixed(3)} | ${ends} |`,
  );
}

function engineOver(store: Store, shape: Shape, onWave: (wave: number) => void): Engine {
  return new Engine({
    model: instantModel,
    runner: instantRunner,
    parser: {
      tree: () => Promise.reject(new Error('nothing to parse')),
      summarize: () => Promise.reject(new Error('nothing to parse')),
      nodes: () => Promise.reject(new Error('nothing to parse')),
    },
    store,
    clock: systemClock,
    hash: sha256,
    strategies: [growing(shape, onWave)],
    selectors: [rankless],
    version: 'bench',
  });
}

async function measured(label: string, store: Store, shape: Shape): Promise<Measured> {
  const heap: number[] = [];
  let collecting = 0;
  const engine = engineOver(store, shape, (wave) => {
    if ((wave + 1) % (shape.waves / 10) !== 0) return;
    const began = performance.now();
    collect?.();
    heap.push(process.memoryUsage().heapUsed / 2 ** 20);
    collecting += performance.now() - began;
  });
  const began = performance.now();
  const result = await engine.start(
    benchTask,
    { ...defaultSettings, budget: { tokens: 1e9 } },
    {
      signal: new Cancellation(),
      // A tree would draw from it; making it is part of the cost.
      onView: () => undefined,
    },
  );
  const ms = performance.now() - began - collecting;
  if (!result.ok || result.value.state !== 'solved') {
    throw new Error(`The bench run failed: ${JSON.stringify(result)}`);
  }
  const { finished } = result.value.view;
  return { run: result.value.id, label, ms, actions: finished, heap };
}

async function showReplay(store: FileStore, { run }: Measured): Promise<void> {
  const shape = { waves: 500, samples: 20, probes: 10, shown: true };
  const engine = engineOver(store, shape, () => undefined);
  const { size } = await stat(join(directory, 'runs', `${run}.jsonl`));
  const began = performance.now();
  const result = await engine.replay(run, { signal: new Cancellation() });
  const ms = performance.now() - began;
  if (!result.ok || result.value.state !== 'solved') throw new Error('The replay failed.');
  const { finished } = result.value.view;
  const label = `its replay from a journal of ${(size / 2 ** 20).toFixed(1)} MiB`;
  rows.push(`| ${label} | ${finished} | ${ms.toFixed(0)} | ${(ms / finished).toFixed(3)} | |`);
}
