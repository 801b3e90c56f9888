/** JavaScript workers driven directly: many programs to a realm, or a fresh realm for each. */
import { performance } from 'node:perf_hooks';
import { javascriptHarness } from '../../src/node/runner/javascript/javascript-harness.ts';
import { findNode } from '../../src/node/runner/javascript/node-interpreter.ts';
import type { Batch, BatchSink, Worker } from '../../src/node/runner/harness.ts';
import { defaultPolicy } from '../../src/node/runner/policy.ts';
import { findPython } from '../../src/node/runner/python/python-interpreter.ts';
import { chooseTier } from '../../src/node/runner/tiers/choose.ts';
import { assets } from './coppice.ts';
import type { Turn } from './contest.ts';
import type { BenchTask } from './sets.ts';

const { signal } = new AbortController();

export class JavaScriptLanes {
  readonly #workers: readonly Worker[];
  readonly #calls: (task: BenchTask) => Batch['calls'];

  private constructor(workers: readonly Worker[], calls: (task: BenchTask) => Batch['calls']) {
    this.#workers = workers;
    this.#calls = calls;
  }

  static async start(count: number): Promise<JavaScriptLanes> {
    const searchPath = process.env['PATH'] ?? '';
    const python = await findPython({ searchPath });
    const tier = await chooseTier({
      assets,
      searchPath,
      allowUnsandboxed: false,
      ...(python.ok ? { python: python.value } : {}),
    });
    const node = await findNode({ path: searchPath, ownFile: process.execPath, electron: false });
    if (!tier.ok) throw new Error(tier.error.message);
    if (!node.ok) throw new Error(node.error.message);
    const harness = javascriptHarness({
      tier: tier.value.tier,
      policy: defaultPolicy,
      node: node.value,
      assets,
    });
    const workers: Worker[] = [];
    for (let i = 0; i < count; i++) {
      const worker = await harness.start({ hashSeed: 0, log: () => undefined });
      if (!worker.ok) throw new Error(worker.error.message);
      workers.push(worker.value);
    }
    return new JavaScriptLanes(workers, (task) =>
      task.calls.map((text) => {
        const call = harness.language.literals.call(text);
        if (call === undefined) return { kind: 'code', text };
        return { kind: 'values', args: call.args, keywords: [] };
      }),
    );
  }

  /** @param share Programs to a realm. */
  async turn(task: BenchTask, share: number): Promise<Turn> {
    const calls = this.#calls(task);
    const indices = calls.map((_, i) => i);
    const programs = task.programs.map((source) => ({ source, entry: task.entry, calls: indices }));
    const limits = {
      loadMs: 2000,
      callMs: 2000,
      memoryMiB: 512,
      outputBytes: 256 * 1024,
      drainItems: 1000,
    };
    const sink: BatchSink = {
      outcome: () => 'more',
      refused: (_, detail) => {
        throw new Error(detail);
      },
      finished: () => undefined,
    };
    let next = 0;
    const start = performance.now();
    await Promise.all(
      this.#workers.map(async (worker) => {
        while (next < programs.length) {
          const batch = programs.slice(next, (next += share));
          const end = await worker.run(
            { programs: batch, calls, limits, printed: false },
            sink,
            signal,
          );
          if (end.kind !== 'finished') throw new Error(end.kind);
        }
      }),
    );
    return { candidates: programs.length, seconds: (performance.now() - start) / 1000 };
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.dispose()));
  }
}
