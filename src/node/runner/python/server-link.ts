/** The trusted end of a fork server's channels: orders out, reports in. See `server.py`. */
import type { ChildProcess } from 'node:child_process';
import type { Duplex, Readable, Writable } from 'node:stream';
import type { Value } from '../../../core/values/value.ts';
import { FrameReader, frame } from '../frames.ts';
import { treeUse } from '../tiers/process-tree.ts';
import { killTree } from '../tiers/start.ts';
import { decodeMarshal, encodePlain, MarshalError, type Plain } from './marshal.ts';

export const batchChannel = 4;
export const judgeChannel = 5;
export const programChannel = 6;

export type Channel = typeof batchChannel | typeof judgeChannel | typeof programChannel;

const channels: readonly Channel[] = [batchChannel, judgeChannel, programChannel];

/** Descriptors beside stdio: the orders, and the channels. */
export const pythonChannels = 1 + channels.length;

/** What the server says when a child is gone. */
export interface EndReport {
  /** Exit code, or minus the number of the signal. */
  readonly code: number;
  readonly cpuMs: number;
  /** The bytes on the channel after which nothing of this child comes. */
  readonly mark: Buffer;
  readonly channel: number;
}

export interface ServerLinkListener {
  /** It started, or it did what it was told to do ahead of forks. */
  ready(): void;
  data(channel: Channel, chunk: Buffer): void;
  ended(report: EndReport): void;
  /** The server is gone and everything under it was killed. Told once. */
  lost(why: string): void;
}

export class ServerLink {
  readonly #child: ChildProcess;
  readonly #listener: ServerLinkListener;
  readonly #orders: Duplex | undefined;
  readonly #reports = new FrameReader(64 * 1024);
  readonly #gone: Promise<void>;
  #alive = true;
  #stderr = '';

  constructor(child: ChildProcess, listener: ServerLinkListener) {
    this.#child = child;
    this.#listener = listener;
    // `close` comes for a process that never started, too, after its `error`.
    this.#gone = new Promise((resolve) => {
      child.once('close', () => resolve());
      child.once('error', () => {
        if (child.pid === undefined) resolve();
      });
    });
    child.on('error', (error) => this.lose(error.message));
    child.on('exit', (code, signal) => this.lose(this.#lastWords(signal ?? code ?? '?')));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
    this.#orders = this.#stream(3);
    this.#orders?.on('data', (chunk: Buffer) => this.#onReports(chunk));
    for (const channel of channels) {
      this.#stream(channel)?.on('data', (chunk: Buffer) => listener.data(channel, chunk));
    }
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Threads of the server and its children; undefined where the system does not say. */
  threads(): number | undefined {
    return treeUse(this.#child.pid)?.threads;
  }

  send(order: Plain): void {
    if (this.#alive) this.#orders?.write(frame(encodePlain(order)));
  }

  write(channel: Channel, bytes: Buffer): void {
    if (this.#alive) this.#stream(channel)?.write(bytes);
  }

  /** Ends the server and whatever still runs under it. */
  lose(why: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    killTree(this.#child);
    // Each closes when the last process that has its other end is gone, which is what `close` waits for.
    for (const stream of this.#child.stdio.slice(2)) drain(stream);
    this.#listener.lost(why);
  }

  async dispose(): Promise<void> {
    this.lose('disposed');
    await this.#gone;
  }

  #stream(descriptor: number): Duplex | undefined {
    const stream: unknown = this.#child.stdio[descriptor];
    if (!isDuplex(stream)) return undefined;
    if (stream.listenerCount('error') === 0) {
      // A broken pipe is the end of the process in another form.
      stream.on('error', (error) => this.lose(error.message));
    }
    return stream;
  }

  #lastWords(end: string | number): string {
    return this.#stderr.trim().split('\n').at(-1) || `it ended with ${end}`;
  }

  #onReports(chunk: Buffer): void {
    for (const payload of this.#reports.push(chunk)) {
      const report = readReport(payload);
      if (report === undefined) this.lose('it broke the protocol');
      else if (report === 'ready') this.#listener.ready();
      else this.#listener.ended(report);
    }
    if (this.#reports.broken) this.lose('it broke the protocol');
  }
}

/** Reads on to the end, for nobody. */
function drain(stream: Readable | Writable | null | undefined): void {
  if (!stream || !('resume' in stream)) return;
  stream.removeAllListeners('data');
  stream.resume();
}

function isDuplex(stream: unknown): stream is Duplex {
  return typeof stream === 'object' && stream !== null && 'write' in stream && 'read' in stream;
}

/** The server is ours, but its words are still read with care. */
function readReport(payload: Buffer): EndReport | 'ready' | undefined {
  let value: Value;
  try {
    value = decodeMarshal(payload);
  } catch (error) {
    if (error instanceof MarshalError) return undefined;
    throw error;
  }
  if (value.kind !== 'dict') return undefined;
  const fields = new Map(
    value.entries.map(([key, item]) => [key.kind === 'str' ? key.value : '', item]),
  );
  if (fields.has('ready') || fields.has('warmed')) return 'ready';
  const code = numberOf(fields.get('ended'));
  const cpuMs = numberOf(fields.get('cpu'));
  const channel = numberOf(fields.get('channel'));
  const mark = fields.get('mark');
  if (code === undefined || cpuMs === undefined || channel === undefined) return undefined;
  return mark?.kind === 'bytes'
    ? { code, cpuMs, channel, mark: Buffer.from(mark.value) }
    : undefined;
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'int' ? Number(value.value) : undefined;
}

export function describeEnd(code: number): string {
  switch (-code) {
    case 6:
      return 'it aborted';
    case 9:
      return 'it was killed, probably for want of memory';
    case 11:
      return 'it ran out of stack or touched memory that is not its own';
    case 31:
      return 'it made a forbidden system call';
    default:
      return code < 0 ? `signal ${-code}` : `it ended its process with code ${code}`;
  }
}
