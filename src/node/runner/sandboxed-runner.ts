/**
 * The Runner port on sandboxed, warm processes.
 *
 *     const runner = new SandboxedRunner({
 *       assets: '/path/to/dist/runner',                   // unbundled: src/node/runner
 *       allowUnsandboxed: false,
 *       python: { setting: '/usr/bin/python3' },          // optional, see InterpreterSearch
 *     });
 *     const unwatch = runner.watch((event) => terminal.show(event));
 *     const reply = await runner.run(request, { signal: new AbortController().signal });
 *     await runner.dispose();                             // leaves no process behind
 *
 * Nothing is started before the first `run` or `describe`. Without a sandbox that works, `run`
 * fails with `no-sandbox` and says what to install.
 */
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { CancelSignal, CheckResult, Program } from '../../core/ports.ts';
import type { RunFailure, RunOptions, RunReply, RunRequest } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { readCanonical } from '../../core/values/canonical.ts';
import type { Value } from '../../core/values/value.ts';
import type { RunnerEvent } from './events.ts';
import type { AssertRequest, BatchLimits, Harness, Worker } from './harness.ts';
import type { HarnessFactory } from './harness-factory.ts';
import { HarnessSet, type HarnessSetOptions } from './harness-set.ts';
import { Interpreters, type InterpreterSettings } from './interpreters.ts';
import { harnessFactories } from './languages.ts';
import { ModuleKeys } from './module-keys.ts';
import type { OwnedRunner } from './owned-runner.ts';
import { expressionsToEvaluate, planChecks } from './planned-checks.ts';
import { defaultPolicy, type SandboxPolicy } from './policy.ts';
import { prepareChecks } from './prepared-checks.ts';
import { preparePrograms } from './prepared-programs.ts';
import { RequestResults } from './request-results.ts';
import { RunSchedule } from './run-schedule.ts';
import type { SandboxReport } from './sandbox-report.ts';
import { WorkerPool } from './worker-pool.ts';

export interface SandboxedRunnerOptions
  extends InterpreterSettings, Pick<HarnessSetOptions, 'assets' | 'allowUnsandboxed' | 'tiers'> {
  readonly policy?: SandboxPolicy;
  /** How many servers run at the same time, per language; the number of cores when absent. */
  readonly cores?: number;
  /** Made of `languages.ts` when absent. */
  readonly factories?: readonly HarnessFactory[];
}

/** Where a request sets no limit of its own. */
export const defaultLimits = { callMs: 2000, memoryMiB: 512, outputBytes: 256 * 1024 } as const;

export class SandboxedRunner implements OwnedRunner {
  readonly #policy: SandboxPolicy;
  readonly #harnesses: HarnessSet;
  readonly #pools = new Map<Harness, WorkerPool>();
  readonly #moduleKeys = new ModuleKeys();
  readonly #cores: number;
  readonly #listeners = new Set<(event: RunnerEvent) => void>();
  #disposed = false;
  /** Requests whose programs are being run. */
  #schedules = 0;

  constructor(options: SandboxedRunnerOptions) {
    this.#policy = options.policy ?? defaultPolicy;
    this.#cores = Math.max(1, options.cores ?? Math.min(8, availableParallelism()));
    const interpreters = new Interpreters(options);
    const { assets, allowUnsandboxed, tiers, factories } = options;
    this.#harnesses = new HarnessSet({
      assets,
      allowUnsandboxed,
      ...(tiers === undefined ? {} : { tiers }),
      searchPath: interpreters.searchPath,
      launcher: () => interpreters.python(),
      factories: factories ?? harnessFactories(interpreters),
      policy: this.#policy,
      tell: (event) => this.#tell(event),
    });
  }

  async run(
    asked: RunRequest,
    { signal, run = '', onProgram }: RunOptions,
  ): Promise<Result<RunReply, RunFailure>> {
    const harness = await this.#harnesses.find(asked.language);
    if (!harness.ok) return harness;
    const checks = prepareChecks(asked.checks, harness.value, asked.language);
    const request: RunRequest = { ...asked, checks };
    if (this.#stopped(signal)) return cancelled;
    const lender = new Lender(this.#pool(harness.value), {
      hashSeed: request.hashSeed ?? 0,
      lane: run,
      signal,
    });
    const limits = this.#limits(request);
    const evaluated = await this.#evaluate(harness.value, request, limits, lender, signal);
    const programs = await preparePrograms(request, harness.value, this.#moduleKeys);
    const { language } = harness.value;
    const plan = planChecks(request.checks, request.programs, language, evaluated);
    const results = new RequestResults(request, plan, harness.value.language, (program, found) => {
      this.#tell(programEvent(program, found));
      onProgram?.(program.id, found);
    });
    const runnable = programs.flatMap((program, index) => {
      const yields = request.programs[index]?.yields === true;
      if (program.ok) return [{ index, yields, ...program.value }];
      results.refuse(index, program.error);
      return [];
    });
    const assertions = new Map<number, Promise<void>>();
    const schedule = new RunSchedule(
      runnable,
      plan.calls,
      {
        limits,
        printed: request.printed === true,
        alone: request.alone === true,
        stopEarly: request.stopEarly === true,
        lanes: this.#cores,
      },
      {
        acquire: () => lender.acquire(),
        release: (worker) => lender.release(worker),
        observed: (program, call, seen) =>
          results.observe(runnable[program]?.index ?? -1, call, seen),
        lost: (program) => results.lost(runnable[program]?.index ?? -1),
        complete: (at) => {
          const program = runnable[at];
          if (program === undefined) return;
          const texts = results.assertionsOf(program.index);
          if (texts.length === 0) {
            results.complete(program.index);
            return;
          }
          assertions.set(
            program.index,
            this.#assert(lender, { program, texts, limits, results, signal }),
          );
        },
        batch: (count, calls, ms, end) =>
          this.#tell({
            kind: 'batch',
            ...(run === '' ? {} : { run }),
            language: harness.value.language.family,
            programs: count,
            calls,
            ms,
            end: end.kind,
            ...('detail' in end ? { detail: end.detail } : {}),
          }),
        share: () => this.#cores / Math.max(1, this.#schedules),
        monotonic: () => performance.now(),
      },
    );
    if (plan.calls.length > 0) await this.#scheduled(schedule, signal);
    else {
      for (const program of runnable) {
        await this.#assert(lender, {
          program,
          texts: results.assertionsOf(program.index),
          limits,
          results,
          signal,
        });
      }
    }
    await Promise.all(assertions.values());
    if (this.#stopped(signal)) return cancelled;
    if (lender.failure !== undefined) return fail(lender.failure);
    return ok({ results: results.all() });
  }

  watch(listener: (event: RunnerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the probes. */
  async describe(): Promise<SandboxReport> {
    return this.#harnesses.describe();
  }

  /** Kills every sandboxed process, and waits for the probes. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const pools = [...this.#pools.values()].map((pool) => pool.dispose());
    await Promise.all([this.#harnesses.settled(), ...pools]);
  }

  #stopped(signal: CancelSignal): boolean {
    return signal.aborted || this.#disposed;
  }

  #pool(harness: Harness): WorkerPool {
    const found = this.#pools.get(harness);
    if (found !== undefined) return found;
    const log = (line: string): void => this.#tell({ kind: 'log', line });
    const pool = new WorkerPool(harness, this.#cores, log);
    this.#pools.set(harness, pool);
    return pool;
  }

  #limits(request: RunRequest): BatchLimits {
    const limits = { ...defaultLimits, ...request.limits };
    return {
      ...limits,
      // A module may import large libraries before its first call.
      loadMs: Math.max(limits.callMs, 2000),
      drainItems: this.#policy.limits.drainItems,
    };
  }

  /** Evaluates expected expressions that are no literals, in a process without any candidate. */
  async #evaluate(
    harness: Harness,
    request: RunRequest,
    limits: BatchLimits,
    lender: Lender,
    signal: CancelSignal,
  ): Promise<ReadonlyMap<string, Value>> {
    const texts = expressionsToEvaluate(request.checks, harness.language.literals);
    const values = new Map<string, Value>();
    if (texts.length === 0) return values;
    const { reference } = request;
    const own =
      reference === undefined
        ? []
        : (
            await preparePrograms(
              { ...request, programs: [{ id: 'reference', source: reference, entry: '' }] },
              harness,
              this.#moduleKeys,
            )
          ).flatMap((program) => (program.ok ? [program.value] : []));
    // What the file means by a name comes before what the language does.
    const sources = [...own, { source: harness.expressionPrelude, entry: '' }];
    const found = sources.map(() => new Map<string, Value>());
    const schedule = new RunSchedule(
      sources,
      texts.map((text) => ({ kind: 'code', text })),
      { limits, printed: false, alone: true, stopEarly: false, lanes: 1 },
      {
        acquire: () => lender.acquire(),
        release: (worker) => lender.release(worker),
        observed: (program, call, { outcome }) => {
          const text = texts[call];
          if (outcome.kind === 'value' && text !== undefined) {
            found[program]?.set(text, readCanonical(outcome.value));
          }
          return 'more';
        },
        lost: () => false,
        complete: () => undefined,
        batch: () => undefined,
        share: () => 1,
        monotonic: () => performance.now(),
      },
    );
    await schedule.run(signal);
    for (const each of found.reverse()) for (const [text, value] of each) values.set(text, value);
    return values;
  }

  async #scheduled(schedule: RunSchedule, signal: CancelSignal): Promise<void> {
    this.#schedules += 1;
    await schedule.run(signal).finally(() => (this.#schedules -= 1));
  }

  async #assert(lender: Lender, what: Assertions): Promise<void> {
    const { program, texts, limits, results, signal } = what;
    const worker = await lender.acquire();
    if (worker === undefined) return;
    const verdicts = await worker
      .assert({ program, assertions: texts, yields: program.yields, limits }, signal)
      .finally(() => lender.release(worker));
    results.judged(program.index, verdicts);
    results.complete(program.index);
  }

  #tell(event: RunnerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

interface Assertions {
  readonly program: AssertRequest['program'] & { readonly index: number; readonly yields: boolean };
  readonly texts: readonly string[];
  readonly limits: BatchLimits;
  readonly results: RequestResults;
  readonly signal: CancelSignal;
}

const cancelled = fail({ reason: 'cancelled', message: 'The run was cancelled.' } as const);

interface Loan {
  readonly hashSeed: number;
  /** The run that asks. */
  readonly lane: string;
  readonly signal: CancelSignal;
}

/** Lends workers to one request, and remembers why none could be had. */
class Lender {
  readonly #pool: WorkerPool;
  readonly #loan: Loan;
  failure: RunFailure | undefined;

  constructor(pool: WorkerPool, loan: Loan) {
    this.#pool = pool;
    this.#loan = loan;
  }

  async acquire(): Promise<Worker | undefined> {
    const { hashSeed, signal, lane } = this.#loan;
    const worker = await this.#pool.acquire(hashSeed, signal, lane);
    if (worker?.ok === true) return worker.value;
    this.failure = worker?.error;
    return undefined;
  }

  release(worker: Worker): void {
    this.#pool.release(worker);
  }
}

function programEvent(program: Program, results: readonly CheckResult[]): RunnerEvent {
  return {
    kind: 'program',
    program: program.id,
    passed: results.filter(({ passed }) => passed === true).length,
    failed: results.filter(({ passed }) => passed === false).length,
    outcomes: results.length,
  };
}
