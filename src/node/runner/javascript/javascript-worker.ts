/**
 * A warm sandboxed Node process and a spare one. Programs of a batch share a realm that the guest
 * checks after each; a program that hangs costs its process, and the spare takes over.
 */
import type { CancelSignal } from '../../../core/ports.ts';
import type { Result } from '../../../core/result.ts';
import type {
  AssertRequest,
  AssertVerdict,
  Batch,
  BatchEnd,
  BatchSink,
  Call,
  Worker,
  WorkerFailure,
} from '../harness.ts';
import { runAssertions } from './assertions.ts';
import { BatchRun } from './batch-run.ts';
import { splitCall } from './call-expression.ts';
import type { GuestProcess } from './guest-process.ts';
import { literalSource } from './literal-source.ts';
import { guestLimits, type GuestCall } from './protocol.ts';
import type { PreparedModules } from './prepared-modules.ts';

/** Starts a guest whose heap has that many MiB; resolves when it is ready for orders. */
export type StartGuest = (memoryMiB: number) => Promise<Result<GuestProcess, WorkerFailure>>;

interface Warm {
  readonly memoryMiB: number;
  readonly guest: Promise<Result<GuestProcess, WorkerFailure>>;
}

export class JavascriptWorker implements Worker {
  readonly #startGuest: StartGuest;
  readonly #seed: number;
  readonly #modules: PreparedModules;
  #active: { readonly guest: GuestProcess; readonly memoryMiB: number } | undefined;
  #spare: Warm | undefined;
  #judge: { readonly guest: GuestProcess; readonly memoryMiB: number } | undefined;
  #taking: Promise<void> = Promise.resolve();
  #alive = true;
  /** Why no process could be started. */
  #problem = 'it was disposed of';

  constructor(
    startGuest: StartGuest,
    seed: number,
    modules: PreparedModules,
    first: GuestProcess,
    memoryMiB: number,
  ) {
    this.#startGuest = startGuest;
    this.#seed = seed;
    this.#modules = modules;
    this.#active = { guest: first, memoryMiB };
    this.#spare = this.#warm(memoryMiB);
  }

  get alive(): boolean {
    return this.#alive;
  }

  async run(batch: Batch, sink: BatchSink, signal: CancelSignal): Promise<BatchEnd> {
    const guest = await unlessAborted(
      signal,
      this.#inTurn(() => this.#take(batch.limits.memoryMiB, batch.alone === true)),
    );
    if (guest === 'aborted') return { kind: 'cancelled' };
    if (guest === undefined) return { kind: 'lost', detail: this.#problem };
    const run = new BatchRun(guest, batch, sink, signal);
    const end = await run.end({
      op: 'batch',
      programs: batch.programs.map((program) => ({
        ...program,
        modules: this.#modules.send(program.modules, guest),
      })),
      calls: batch.calls.map(guestCall),
      limits: guestLimits(batch.limits, this.#seed, batch.printed),
    });
    if (!guest.alive) await this.#drop(guest);
    return end;
  }

  async assert(request: AssertRequest, signal: CancelSignal): Promise<readonly AssertVerdict[]> {
    const { memoryMiB } = request.limits;
    return runAssertions(
      request,
      this.#seed,
      {
        modules: (guest) => this.#modules.send(request.program.modules, guest),
        program: () => this.#inTurn(() => this.#take(memoryMiB, false)),
        judge: () => this.#inTurn(() => this.#takeJudge(memoryMiB)),
      },
      signal,
    );
  }

  async dispose(): Promise<void> {
    this.#alive = false;
    await this.#taking;
    const spare = await this.#spare?.guest;
    this.#spare = undefined;
    const others = [this.#active?.guest, this.#judge?.guest];
    this.#active = undefined;
    this.#judge = undefined;
    if (spare?.ok === true) others.push(spare.value);
    await Promise.all(others.map(async (guest) => guest?.kill()));
  }

  /** Nobody waits for a process that starts for a cancelled run, but the next run comes after it. */
  #inTurn<T>(take: () => Promise<T>): Promise<T> {
    const taken = this.#taking.then(take);
    this.#taking = taken.then(
      () => undefined,
      () => undefined,
    );
    return taken;
  }

  /** The process to use: the active one where it will do, else the spare, which becomes the active. */
  async #take(memoryMiB: number, fresh: boolean): Promise<GuestProcess | undefined> {
    const active = this.#active;
    if (active !== undefined) {
      const fits = active.memoryMiB === memoryMiB && active.guest.alive;
      if (fits && !(fresh && active.guest.used)) {
        active.guest.used = true;
        return active.guest;
      }
      await this.#drop(active.guest);
    }
    const guest = await this.#takeSpare(memoryMiB);
    if (guest === undefined) return undefined;
    this.#active = { guest, memoryMiB };
    guest.used = true;
    return guest;
  }

  async #takeJudge(memoryMiB: number): Promise<GuestProcess | undefined> {
    const judge = this.#judge;
    if (judge?.memoryMiB === memoryMiB && judge.guest.alive) return judge.guest;
    this.#judge = undefined;
    await judge?.guest.kill();
    const guest = await this.#takeSpare(memoryMiB);
    if (guest !== undefined) this.#judge = { guest, memoryMiB };
    return guest;
  }

  /** The spare process, for which another takes its place. */
  async #takeSpare(memoryMiB: number): Promise<GuestProcess | undefined> {
    if (this.#spare?.memoryMiB !== memoryMiB) await this.#discardSpare();
    const spare = this.#spare ?? this.#warm(memoryMiB);
    this.#spare = undefined;
    const started = await spare.guest;
    if (started.ok && this.#alive) {
      this.#spare = this.#warm(memoryMiB);
      return started.value;
    }
    if (started.ok) await started.value.kill();
    else this.#problem = started.error.message;
    this.#alive = false;
    return undefined;
  }

  async #drop(guest: GuestProcess): Promise<void> {
    if (this.#active?.guest === guest) this.#active = undefined;
    await guest.kill();
  }

  async #discardSpare(): Promise<void> {
    const spare = await this.#spare?.guest;
    this.#spare = undefined;
    if (spare?.ok === true) await spare.value.kill();
  }

  #warm(memoryMiB: number): Warm {
    return { memoryMiB, guest: this.#startGuest(memoryMiB) };
  }
}

function unlessAborted<T>(signal: CancelSignal, work: Promise<T>): Promise<T | 'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve('aborted');
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function guestCall(call: Call): GuestCall {
  if (call.kind === 'code') return { kind: 'code', text: call.text, ...splitCall(call.text) };
  const args = literalSource({ kind: 'list', items: call.args });
  if (args === undefined) throw new Error('literal arguments have no source');
  return { kind: 'values', args };
}
