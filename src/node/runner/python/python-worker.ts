/** The trusted end of one fork server: see `server.py` for the other end. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { CancelSignal } from '../../../core/ports.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { printCanonical } from '../../../core/values/canonical.ts';
import type { Value } from '../../../core/values/value.ts';
import { FrameReader, frame } from '../frames.ts';
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
import type { SandboxPolicy } from '../policy.ts';
import { killTree } from '../tiers/start.ts';
import { BatchRun, type EndReport } from './batch-run.ts';
import { decodeMarshal, encodePlain, encodeValue, MarshalError, type Plain } from './marshal.ts';
import { modulesToWarm } from './warm-modules.ts';

export interface PythonWorkerSetup {
  readonly child: ChildProcess;
  readonly policy: SandboxPolicy;
  /** Sources of `encode.py` and `child.py`, run in the server. */
  readonly childCode: string;
  /** `sys.path` of the candidates. */
  readonly path: readonly string[];
  /** The candidates' filter; null without a sandbox. */
  readonly filter: Uint8Array | null;
  readonly hashSeed: number;
  readonly log: (line: string) => void;
}

const startLimitMs = 20_000;
/** A server that does not report a killed child within this time is taken for dead. */
const reapLimitMs = 2000;

export class PythonWorker implements Worker {
  readonly #setup: PythonWorkerSetup;
  readonly #orders: Duplex;
  readonly #reports = new FrameReader(1024 * 1024);
  readonly #gone: Promise<void>;
  #run: BatchRun | undefined;
  #alive = true;
  #stderr = '';
  #ready: ((ready: boolean) => void) | undefined;

  private constructor(setup: PythonWorkerSetup, orders: Duplex, data: Duplex) {
    this.#setup = setup;
    this.#orders = orders;
    this.#gone = once(setup.child, 'close').then(() => undefined);
    orders.on('data', (chunk: Buffer) => this.#onReports(chunk));
    data.on('data', (chunk: Buffer) => this.#run?.onData(chunk));
    // A broken pipe shows as the end of the process, which is waited for.
    for (const stream of [orders, data]) stream.on('error', () => this.#lose('its channel broke'));
    setup.child.on('error', (error) => this.#lose(error.message));
    setup.child.on('exit', (code, signal) =>
      this.#lose(this.#stderr.trim().split('\n').at(-1) || `ended with ${signal ?? code ?? '?'}`),
    );
    setup.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
  }

  static async start(setup: PythonWorkerSetup): Promise<Result<PythonWorker, WorkerFailure>> {
    const { child } = setup;
    const [orders, data] = [child.stdio[3], child.stdio[4]];
    if (!isDuplex(orders) || !isDuplex(data)) {
      const [error] = (await once(child, 'error')) as [Error];
      return fail({ reason: 'no-sandbox', message: error.message });
    }
    const worker = new PythonWorker(setup, orders, data);
    const ready = new Promise<boolean>((resolve) => (worker.#ready = resolve));
    const timer = setTimeout(() => worker.#lose('it did not start in time'), startLimitMs);
    worker.#send({
      path: setup.path,
      child: setup.childCode,
      seccomp: setup.filter,
      seed: setup.hashSeed,
      file_bytes: setup.policy.limits.fileBytes,
      open_files: setup.policy.limits.openFiles,
    });
    const started = await ready;
    clearTimeout(timer);
    if (started) return ok(worker);
    await worker.dispose();
    const why = worker.#stderr.trim().split('\n').at(-1) ?? '';
    return fail({ reason: 'no-sandbox', message: `The Python server did not start: ${why}` });
  }

  get alive(): boolean {
    return this.#alive;
  }

  run(batch: Batch, sink: BatchSink, signal: CancelSignal): Promise<BatchEnd> {
    if (!this.#alive) return Promise.resolve({ kind: 'lost', detail: 'the server is gone' });
    if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
    const { policy, hashSeed } = this.#setup;
    this.#send({
      op: 'run',
      programs: batch.programs.map((program) => [program.source, program.entry, program.calls]),
      calls: batch.calls.map(encodeCall),
      printed: batch.printed,
      output: batch.limits.outputBytes,
      drain_items: batch.limits.drainItems,
      memory: batch.limits.memoryMiB * 1024 * 1024,
      cpu_seconds: policy.limits.cpuSeconds,
      seed: hashSeed,
      warm: modulesToWarm(batch.programs.map((program) => program.source)),
      drain: null,
    });
    return new Promise((resolve) => {
      const cancel = (): void => run.cancel();
      const run = new BatchRun(batch, sink, {
        kill: () => this.#send({ op: 'kill' }),
        stuck: () => this.#lose('it did not report the end of a child'),
        reapLimitMs,
        done: (end) => {
          signal.removeEventListener('abort', cancel);
          this.#run = undefined;
          resolve(end);
        },
      });
      this.#run = run;
      signal.addEventListener('abort', cancel);
    });
  }

  assert(request: AssertRequest, _signal: CancelSignal): Promise<readonly AssertVerdict[]> {
    return Promise.resolve(
      request.assertions.map(() => ({
        passed: false,
        outcome: { kind: 'refused', detail: 'assertions are not run yet', ms: 0 },
        forgeable: false,
      })),
    );
  }

  async dispose(): Promise<void> {
    this.#lose('disposed');
    await this.#gone;
  }

  #send(order: Plain): void {
    if (this.#alive) this.#orders.write(frame(encodePlain(order)));
  }

  #onReports(chunk: Buffer): void {
    for (const payload of this.#reports.push(chunk)) {
      const report = readReport(payload);
      if (report === undefined) this.#lose('it broke the protocol');
      else if (report === 'ready') this.#ready?.(true);
      else this.#run?.onEnded(report);
    }
    if (this.#reports.broken) this.#lose('it broke the protocol');
  }

  /** Ends the server and whatever still runs under it. */
  #lose(why: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#setup.log(`python server gone: ${why}`);
    killTree(this.#setup.child);
    for (const stream of this.#setup.child.stdio) stream?.destroy();
    this.#ready?.(false);
    this.#run?.onLost(why);
  }
}

function isDuplex(stream: unknown): stream is Duplex {
  return typeof stream === 'object' && stream !== null && 'write' in stream && 'read' in stream;
}

function encodeCall(call: Call): Plain {
  if (call.kind === 'code') return [false, call.text];
  const keywords: [Value, Value][] = call.keywords.map(([name, value]) => [
    { kind: 'str', value: name },
    value,
  ]);
  const both: Value = {
    kind: 'tuple',
    items: [
      { kind: 'tuple', items: call.args },
      { kind: 'dict', entries: keywords },
    ],
  };
  return [true, encodeValue(both)];
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
    value.entries.map(([key, item]) => [
      key.kind === 'str' ? key.value : printCanonical(key),
      item,
    ]),
  );
  if (fields.has('ready')) return 'ready';
  const [code, cpu, mark] = [fields.get('ended'), fields.get('cpu'), fields.get('mark')];
  if (code?.kind !== 'int' || cpu?.kind !== 'int' || mark?.kind !== 'bytes') return undefined;
  return { code: Number(code.value), cpuMs: Number(cpu.value), mark: Buffer.from(mark.value) };
}
