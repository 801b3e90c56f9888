/** One fork server as a Worker. */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { CancelSignal } from '../../../core/ports.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { Value } from '../../../core/values/value.ts';
import type {
  AssertRequest,
  AssertVerdict,
  Batch,
  BatchEnd,
  BatchLimits,
  BatchSink,
  Call,
  KeyedModules,
  Worker,
  WorkerFailure,
} from '../harness.ts';
import type { SandboxPolicy } from '../policy.ts';
import { AssertSession, type AssertSessionResult, type Side } from './assert-session.ts';
import { BatchRun } from './batch-run.ts';
import { ChannelEnd } from './channel-end.ts';
import { encodeValue, type Plain } from './marshal.ts';
import {
  batchChannel,
  describeEnd,
  judgeChannel,
  programChannel,
  ServerLink,
  type Channel,
  type EndReport,
} from './server-link.ts';
import { ProgramSecrets } from './program-secrets.ts';
import { isWarmable, modulesToWarm } from './warm-modules.ts';
import { KeptModules } from './workspace-modules.ts';

export interface PythonWorkerSetup {
  readonly child: ChildProcess;
  readonly policy: SandboxPolicy;
  /** Sources of `encode.py`, `child.py` and `session.py`, run in the server. */
  readonly childCode: string;
  /** `sys.path` of the candidates. */
  readonly path: readonly string[];
  /** The candidates' filter; null without a sandbox. */
  readonly filter: Uint8Array | null;
  readonly hashSeed: number;
  readonly log: (line: string) => void;
}

const readyLimitMs = 20_000;
/** A server that does not report a killed child within this time is taken for dead. */
const reapLimitMs = 2000;

export class PythonWorker implements Worker {
  readonly #setup: PythonWorkerSetup;
  readonly #link: ServerLink;
  /** Calls are the same objects in batch after batch of a request. */
  readonly #encoded = new WeakMap<Call, Plain>();
  #run: BatchRun | undefined;
  /** Of the latest run. */
  #secrets: ProgramSecrets | undefined;
  #assertion: RunningAssertion | undefined;
  /** Waits for the server to say that it did what it was told. */
  #settleReady: ((problem: string | undefined) => void) | undefined;
  #disposed = false;
  readonly #warmed = new Set<string>();
  readonly #kept = new KeptModules();
  /** What programs had their processes load as they ran: `_strptime` behind `datetime`, say. */
  readonly #loadedLate = new Set<string>();

  private constructor(setup: PythonWorkerSetup) {
    this.#setup = setup;
    this.#link = new ServerLink(setup.child, {
      ready: () => this.#settleReady?.(undefined),
      data: (channel, chunk) => {
        if (channel === batchChannel) this.#run?.onData(chunk);
        else this.#assertion?.onData(channel, chunk);
      },
      ended: (report) => {
        if (report.channel === batchChannel) this.#run?.onEnded(report);
        else this.#assertion?.onEnded(report);
      },
      lost: (why) => {
        if (!this.#disposed) setup.log(`the Python server is gone: ${why}`);
        this.#settleReady?.(why);
        this.#run?.onLost(why);
        this.#assertion?.onLost(why);
      },
    });
  }

  static async start(setup: PythonWorkerSetup): Promise<Result<PythonWorker, WorkerFailure>> {
    const worker = new PythonWorker(setup);
    const problem = await worker.#started();
    if (problem === undefined) return ok(worker);
    await worker.dispose();
    return fail({
      reason: 'no-sandbox',
      message: `The Python server did not start: ${problem}`,
    });
  }

  get alive(): boolean {
    return this.#link.alive;
  }

  async run(batch: Batch, sink: BatchSink, signal: CancelSignal): Promise<BatchEnd> {
    await this.#warm(
      batch.programs.map((program) => program.source),
      signal,
    );
    const keys: (string | null)[] = [];
    for (const { modules } of batch.programs) keys.push(await this.#keep(modules, signal));
    if (signal.aborted) return { kind: 'cancelled' };
    if (!this.alive) return { kind: 'lost', detail: 'the server is gone' };
    const secrets = new ProgramSecrets(batch.programs.length);
    const drain = this.#secrets?.unread === true ? randomBytes(16) : null;
    this.#secrets = secrets;
    this.#link.write(batchChannel, Buffer.concat([drain ?? Buffer.alloc(0), secrets.others]));
    this.#link.send({
      op: 'run',
      channel: batchChannel,
      programs: batch.programs.map((program, at) => [
        program.source,
        program.entry,
        program.calls,
        keys[at] ?? null,
      ]),
      calls: batch.calls.map((call) => this.#encodedCall(call)),
      printed: batch.printed,
      output: batch.limits.outputBytes,
      drain_items: batch.limits.drainItems,
      drain,
      secret: secrets.first,
      ...this.#limits(batch.limits),
    });
    return new Promise((resolve) => {
      const cancel = (): void => run.cancel();
      const run = new BatchRun(batch, secrets, sink, {
        kill: () => this.#kill(batchChannel),
        crowded: () => (this.#link.threads() ?? 0) > this.#setup.policy.limits.threads,
        stuck: () => this.#link.lose('it did not report the end of a child'),
        reapLimitMs,
        loaded: (modules) => {
          for (const name of modules.filter(isWarmable)) this.#loadedLate.add(name);
        },
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

  async assert(request: AssertRequest, signal: CancelSignal): Promise<readonly AssertVerdict[]> {
    await this.#warm([request.program.source, ...request.assertions], signal);
    const modules = await this.#keep(request.program.modules, signal);
    const verdicts: AssertVerdict[] = [];
    while (verdicts.length < request.assertions.length) {
      const left = request.assertions.slice(verdicts.length);
      const result = await this.#session(request, left, modules, signal);
      verdicts.push(...result.verdicts);
      const outcome = result.ended;
      if (outcome === undefined) continue;
      const same = result.hopeless || signal.aborted || !this.alive;
      const count = same ? request.assertions.length - verdicts.length : 1;
      for (let i = 0; i < count; i++) verdicts.push({ passed: false, outcome, forgeable: false });
    }
    return verdicts;
  }

  dispose(): Promise<void> {
    this.#disposed = true;
    return this.#link.dispose();
  }

  /** One judge and one program, for as many of the assertions as they get through. */
  #session(
    request: AssertRequest,
    assertions: readonly string[],
    modules: string | null,
    signal: CancelSignal,
  ): Promise<AssertSessionResult> {
    const gone = (detail: string): AssertSessionResult => {
      const ended: Outcome = { kind: 'skipped', detail, ms: 0 };
      return { verdicts: [], hopeless: true, ended };
    };
    if (!this.alive) return Promise.resolve(gone('the server is gone'));
    if (signal.aborted) return Promise.resolve(gone('cancelled'));
    const { source, entry } = request.program;
    const { outputBytes: output } = request.limits;
    // The judge never sees the program's code.
    const of = { judged: { source, modules }, judge: { entry } };
    // The program comes last: once it answers, neither channel is drained any more, and the judge's
    // may be written to.
    for (const [op, channel] of [
      ['judge', judgeChannel],
      ['judged', programChannel],
    ] as const) {
      const drain = randomBytes(16);
      this.#link.write(channel, drain);
      this.#link.send({ op, channel, drain, output, ...of[op], ...this.#limits(request.limits) });
    }
    return new Promise((resolve) => {
      const cancel = (): void => running.session.cancel();
      const running: RunningAssertion = new RunningAssertion({
        assertions,
        yields: request.yields,
        limits: request.limits,
        write: (channel, bytes) => this.#link.write(channel, bytes),
        kill: (channel) => this.#kill(channel),
        stuck: () => this.#link.lose('it did not report the end of a child'),
        done: (result) => {
          signal.removeEventListener('abort', cancel);
          this.#assertion = undefined;
          resolve(result);
        },
      });
      this.#assertion = running;
      signal.addEventListener('abort', cancel);
    });
  }

  #started(): Promise<string | undefined> {
    const { path, childCode, filter, hashSeed, policy } = this.#setup;
    return this.#told({
      path,
      child: childCode,
      seccomp: filter,
      seed: hashSeed,
      file_bytes: policy.limits.fileBytes,
      open_files: policy.limits.openFiles,
    });
  }

  /** Has the server load what these programs import, once, so that no child's time goes into it. */
  async #warm(sources: readonly string[], signal: CancelSignal): Promise<void> {
    const wanted = [...modulesToWarm(sources), ...this.#loadedLate];
    this.#loadedLate.clear();
    const names = wanted.filter((name) => !this.#warmed.has(name));
    if (names.length === 0 || !this.alive || signal.aborted) return;
    for (const name of names) this.#warmed.add(name);
    await this.#prepare({ op: 'warm', names }, signal);
  }

  /** The key under which the server keeps these modules; they are sent to it once. */
  async #keep(modules: KeyedModules | undefined, signal: CancelSignal): Promise<string | null> {
    if (modules === undefined || !this.alive || signal.aborted) return null;
    const order = this.#kept.take(modules);
    if (order === undefined) return modules.key;
    await this.#warm(
      modules.set.modules.map(({ source }) => source),
      signal,
    );
    await this.#prepare(order, signal);
    return modules.key;
  }

  async #prepare(order: Plain, signal: CancelSignal): Promise<void> {
    // A server in the middle of it hears nothing.
    const cancel = (): void => this.#link.lose('cancelled while it loaded modules');
    signal.addEventListener('abort', cancel);
    await this.#told(order);
    signal.removeEventListener('abort', cancel);
  }

  /** Sends an order and waits until it is carried out; the problem where the server went instead. */
  #told(order: Plain): Promise<string | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#link.lose('it took too long to get ready'),
        readyLimitMs,
      );
      this.#settleReady = (problem) => {
        clearTimeout(timer);
        this.#settleReady = undefined;
        resolve(problem);
      };
      this.#link.send(order);
    });
  }

  #limits(limits: BatchLimits): { memory: number; cpu_seconds: number; seed: number } {
    return {
      memory: limits.memoryMiB * 1024 * 1024,
      cpu_seconds: this.#setup.policy.limits.cpuSeconds,
      seed: this.#setup.hashSeed,
    };
  }

  #encodedCall(call: Call): Plain {
    let encoded = this.#encoded.get(call);
    if (encoded === undefined) {
      encoded = encodeCall(call);
      this.#encoded.set(call, encoded);
    }
    return encoded;
  }

  #kill(channel: Channel): void {
    this.#link.send({ op: 'kill', channel });
  }
}

interface RunningAssertionHost {
  readonly assertions: readonly string[];
  readonly yields: boolean;
  readonly limits: BatchLimits;
  write(channel: Channel, bytes: Buffer): void;
  kill(channel: Channel): void;
  stuck(): void;
  done(result: AssertSessionResult): void;
}

/** An AssertSession on its two channels, until both processes are gone. */
class RunningAssertion {
  readonly session: AssertSession;
  readonly #host: RunningAssertionHost;
  readonly #ends = { judge: new ChannelEnd(), program: new ChannelEnd() };
  #reapTimer: NodeJS.Timeout | undefined;

  constructor(host: RunningAssertionHost) {
    this.#host = host;
    this.session = new AssertSession(
      {
        assertions: host.assertions,
        yields: host.yields,
        loadMs: host.limits.loadMs,
        assertionMs: host.limits.callMs,
      },
      {
        write: (side, bytes) => host.write(side === 'judge' ? judgeChannel : programChannel, bytes),
        done: () => {
          this.#reapTimer = setTimeout(() => host.stuck(), reapLimitMs);
          host.kill(judgeChannel);
          host.kill(programChannel);
        },
      },
    );
  }

  onData(channel: Channel, chunk: Buffer): void {
    const side = sideOf(channel);
    this.#ends[side].onData(chunk);
    this.session.onData(side, chunk);
    this.#settle();
  }

  onEnded(report: EndReport): void {
    this.#ends[sideOf(report.channel)].onEnded(report);
    this.session.onEnded(describeEnd(report.code));
    this.#settle();
  }

  onLost(why: string): void {
    this.session.onEnded(why);
    clearTimeout(this.#reapTimer);
    this.#host.done({ ...this.session.result, hopeless: true });
  }

  #settle(): void {
    if (!this.#ends.judge.over || !this.#ends.program.over) return;
    clearTimeout(this.#reapTimer);
    this.#host.done(this.session.result);
  }
}

function sideOf(channel: number): Side {
  return channel === judgeChannel ? 'judge' : 'program';
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
