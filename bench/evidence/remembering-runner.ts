import type { CheckResult, Runner, RunOptions, RunRequest } from '../../src/core/ports.ts';
import { ok } from '../../src/core/result.ts';
import { sha256 } from '../../src/node/hash.ts';
import { DiskCache } from '../selection/cache.ts';

/**
 * Runs each program once on the same checks, however often searches in other orders ask for it. What is
 * to run alone runs alone.
 */
export class RememberingRunner implements Runner {
  readonly #runner: Runner;
  readonly #disk: DiskCache;
  readonly #known = new Map<string, readonly CheckResult[]>();

  /** @param folder Where results are kept for the next time; nowhere when undefined. */
  constructor(runner: Runner, folder: string | undefined) {
    this.#runner = runner;
    this.#disk = new DiskCache(folder);
  }

  async run(request: RunRequest, options: RunOptions): ReturnType<Runner['run']> {
    const { programs, ...rest } = request;
    const keys = programs.map((program) => sha256(JSON.stringify([{ ...program, id: '' }, rest])));
    const missing: number[] = [];
    for (const [at, key] of keys.entries()) {
      if (this.#known.has(key) || keys.indexOf(key) !== at) continue;
      const kept = this.#disk.find(key) as readonly CheckResult[] | undefined;
      if (kept === undefined) missing.push(at);
      else this.#known.set(key, kept);
    }
    if (missing.length > 0) {
      const asked = missing.flatMap((at) => programs[at] ?? []);
      const reply = await this.#runner.run({ ...rest, programs: asked }, options);
      if (!reply.ok) return reply;
      for (const [index, at] of missing.entries()) {
        const [key, results] = [keys[at], reply.value.results[index]];
        if (key === undefined || results === undefined) continue;
        this.#known.set(key, results);
        this.#disk.keep(key, results);
      }
    }
    return ok({ results: keys.map((key) => this.#known.get(key) ?? []) });
  }
}
