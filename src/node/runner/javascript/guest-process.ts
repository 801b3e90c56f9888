import type { ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { FrameReader, frame } from '../frames.ts';
import { maxFrameBytes } from '../harness.ts';
import { treeUse } from '../tiers/process-tree.ts';
import { readRecord, type GuestRecord, type KnownTexts, type Order } from './protocol.ts';

/** Who listens to a guest at the moment. */
export interface GuestListener {
  record(record: GuestRecord): void;
  /** The process is gone, or wrote what its server would not write and was killed for it. */
  ended(detail: string): void;
}

/** The trusted end of one sandboxed Node process. */
export class GuestProcess {
  readonly #child: ChildProcess;
  readonly #channel: Duplex;
  readonly #reader = new FrameReader(maxFrameBytes);
  readonly #gone: Promise<void>;
  #known: KnownTexts = new Map();
  #listener: GuestListener | undefined;
  #errorText = '';
  #ending: string | undefined;
  /** Whether a program ran in it. */
  used = false;
  /** Keys of the modules that it was sent, the oldest first. */
  readonly modules = new Set<string>();

  constructor(child: ChildProcess) {
    this.#child = child;
    const channel = child.stdio[3];
    if (channel === undefined || channel === null || !('write' in channel && 'read' in channel)) {
      throw new Error('the sandbox started the guest without its channel');
    }
    this.#channel = channel as Duplex;
    this.#channel.on('data', (chunk: Buffer) => this.#data(chunk));
    // A write to a process that just died is answered by its exit.
    this.#channel.on('error', () => this.#end('the channel broke'));
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#errorText = (this.#errorText + chunk.toString('latin1')).slice(-4000);
    });
    this.#gone = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        this.#end(describeEnd(code, signal, this.#errorText));
        resolve();
      });
      child.once('error', (error) => {
        this.#end(error.message);
        if (child.pid === undefined) resolve();
      });
    });
  }

  get alive(): boolean {
    return this.#ending === undefined;
  }

  listen(listener: GuestListener | undefined): void {
    this.#listener = listener;
    if (listener !== undefined && this.#known.size > 20_000) this.#known = new Map();
    if (listener !== undefined && this.#ending !== undefined) listener.ended(this.#ending);
  }

  send(order: Order): void {
    if (this.alive) this.#channel.write(frame(Buffer.from(JSON.stringify(order))));
  }

  /** Kills the process and everything under it; resolves when it is gone. */
  async kill(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
        // No group of its own yet: the launcher has not got that far.
        this.#child.kill('SIGKILL');
      }
    }
    await this.#gone;
    this.#channel.destroy();
  }

  /** CPU time used so far, in ms; undefined where the system does not say. */
  cpuMs(): number | undefined {
    return treeUse(this.#child.pid)?.cpuMs;
  }

  #data(chunk: Buffer): void {
    for (const payload of this.#reader.push(chunk)) {
      const record = readRecord(payload, this.#known);
      if (record === undefined) {
        this.#reject();
        return;
      }
      this.#listener?.record(record);
    }
    if (this.#reader.broken) this.#reject();
  }

  #reject(): void {
    this.#end('it wrote what only a forger would write');
    void this.kill();
  }

  #end(detail: string): void {
    if (this.#ending !== undefined) return;
    this.#ending = detail;
    this.#listener?.ended(detail);
  }
}

function describeEnd(code: number | null, signal: string | null, errorText: string): string {
  if (/heap out of memory|Array buffer allocation failed|out of memory/i.test(errorText)) {
    return 'out of memory';
  }
  const how = signal === null ? `exit ${code ?? '?'}` : signal;
  const last = errorText
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '');
  return last === undefined ? how : `${how}: ${last.slice(0, 300)}`;
}
