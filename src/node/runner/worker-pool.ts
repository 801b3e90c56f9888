/**
 * Keeps warm workers of one harness: about one per core, started when first needed; and as many
 * again for other hash seeds than the usual one, which is rarely asked for twice. Who waits takes
 * turns by lane, so that a run with many programs does not keep another one waiting.
 */
import type { CancelSignal } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { Turns } from '../turns.ts';
import type { Harness, Worker, WorkerFailure } from './harness.ts';

const usualSeed = 0;
const defaultIdleMs = 120_000;

interface Waiting {
  readonly hashSeed: number;
  readonly resolve: (result: Result<Worker, WorkerFailure>) => void;
}

interface Member {
  readonly worker: Worker;
  readonly hashSeed: number;
}

const disposed = fail({ reason: 'no-sandbox', message: 'The runner was disposed.' } as const);

export class WorkerPool {
  readonly #harness: Harness;
  readonly #size: number;
  readonly #log: (line: string) => void;
  #idle: Member[] = [];
  readonly #busy = new Map<Worker, Member>();
  /** Hash seeds of the workers that are being started. */
  readonly #starting: number[] = [];
  readonly #starts = new Set<Promise<void>>();
  readonly #waiting = new Turns<Waiting>();
  #disposed = false;
  readonly #closing = new Set<Promise<void>>();
  readonly #idleMs: number;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(
    harness: Harness,
    size: number,
    log: (line: string) => void,
    idleMs: number = defaultIdleMs,
  ) {
    this.#harness = harness;
    this.#size = size;
    this.#log = log;
    this.#idleMs = idleMs;
  }

  /**
   * Lends a worker; waits for its lane's turn where all are lent. Give it back with `release`.
   * Undefined where the signal came first.
   */
  acquire(
    hashSeed: number,
    signal: CancelSignal,
    lane = '',
  ): Promise<Result<Worker, WorkerFailure> | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    clearTimeout(this.#idleTimer);
    return new Promise((resolve) => {
      const cancel = (): void => {
        if (!this.#waiting.remove(lane, waiting)) return;
        signal.removeEventListener('abort', cancel);
        resolve(undefined);
      };
      const waiting: Waiting = {
        hashSeed,
        resolve: (result) => {
          signal.removeEventListener('abort', cancel);
          resolve(result);
        },
      };
      signal.addEventListener('abort', cancel);
      this.#waiting.add(lane, waiting);
      this.#serve();
    });
  }

  release(worker: Worker): void {
    const member = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (member === undefined) return;
    if (this.#disposed || !worker.alive) this.#close(worker);
    else this.#idle.push(member);
    this.#serve();
    if (this.#busy.size + this.#starting.length > 0 || this.#idle.length === 0) return;
    clearTimeout(this.#idleTimer);
    // Nobody is kept waiting for it to end.
    this.#idleTimer = setTimeout(() => this.#letIdleGo(), this.#idleMs).unref();
  }

  /** Kills all workers, lent ones and those that are being started too; resolves when their processes are gone. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#idleTimer);
    this.#letIdleGo();
    for (const worker of this.#busy.keys()) this.#close(worker);
    this.#serve();
    // Those that are being started are closed as soon as they are there.
    await Promise.all(this.#starts);
    await Promise.all(this.#closing);
  }

  #serve(): void {
    for (let next = this.#waiting.peek(); next !== undefined; next = this.#waiting.peek()) {
      if (this.#disposed) {
        this.#waiting.take();
        next.resolve(disposed);
        continue;
      }
      const idle = this.#takeIdle(next.hashSeed);
      if (idle !== undefined) {
        this.#waiting.take();
        this.#busy.set(idle.worker, idle);
        next.resolve(ok(idle.worker));
        continue;
      }
      if (!this.#makeRoom(next.hashSeed)) return;
      this.#waiting.take();
      this.#starting.push(next.hashSeed);
      const start: Promise<void> = this.#startFor(next).finally(() => this.#starts.delete(start));
      this.#starts.add(start);
    }
  }

  /** Room among the workers of the usual seed or among the others; an idle one may have to go. */
  #makeRoom(hashSeed: number): boolean {
    const alike = (seed: number): boolean => (seed === usualSeed) === (hashSeed === usualSeed);
    const members = [...this.#idle, ...this.#busy.values()].map((member) => member.hashSeed);
    if ([...members, ...this.#starting].filter(alike).length < this.#size) return true;
    const at = this.#idle.findIndex((member) => alike(member.hashSeed));
    const [other] = at < 0 ? [] : this.#idle.splice(at, 1);
    if (other === undefined) return false;
    this.#close(other.worker);
    return true;
  }

  #takeIdle(hashSeed: number): Member | undefined {
    for (const dead of this.#idle.filter(({ worker }) => !worker.alive)) this.#close(dead.worker);
    this.#idle = this.#idle.filter(({ worker }) => worker.alive);
    // The one used last is the warmest.
    const at = this.#idle.findLastIndex((member) => member.hashSeed === hashSeed);
    return at < 0 ? undefined : this.#idle.splice(at, 1)[0];
  }

  async #startFor({ hashSeed, resolve }: Waiting): Promise<void> {
    const started = await this.#harness.start({ hashSeed, log: this.#log });
    this.#starting.splice(this.#starting.indexOf(hashSeed), 1);
    if (started.ok && this.#disposed) {
      this.#close(started.value);
      resolve(disposed);
      return;
    }
    if (started.ok) this.#busy.set(started.value, { worker: started.value, hashSeed });
    resolve(started);
    this.#serve();
  }

  #letIdleGo(): void {
    for (const { worker } of this.#idle) this.#close(worker);
    this.#idle = [];
  }

  #close(worker: Worker): void {
    const closed: Promise<void> = worker.dispose().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }
}
