/** Follows one child through its batch: its frames, its deadlines, its end. */
import { performance } from 'node:perf_hooks';
import { FrameReader } from '../frames.ts';
import type { Batch, BatchEnd, BatchProgram, BatchSink } from '../harness.ts';
import { maxFrameBytes } from '../harness.ts';
import { ChannelEnd, isMark } from './channel-end.ts';
import { readChildFrame, type ChildFrame } from './outcome-frame.ts';
import type { ProgramSecrets } from './program-secrets.ts';
import { describeEnd, type EndReport } from './server-link.ts';

export interface BatchRunHost {
  kill(): void;
  /** Whether there are more threads than there may be. */
  crowded(): boolean;
  /** The server did not report within `reapLimitMs` after `kill`. */
  stuck(): void;
  readonly reapLimitMs: number;
  /** A program had its process load these; they are only what it says. */
  loaded(modules: readonly string[]): void;
  done(end: BatchEnd): void;
}

/** How long a program may go on that nobody needs any more. */
const enoughGraceMs = 10;
/** How often it is looked at how many threads there are, in ms: what is quick is never looked at. */
const lookMs = 50;

export class BatchRun {
  readonly #batch: Batch;
  readonly #sink: BatchSink;
  readonly #host: BatchRunHost;
  readonly #frames: FrameReader;
  readonly #end = new ChannelEnd();
  readonly #secrets: ProgramSecrets;
  #program = 0;
  #loaded = false;
  /** How many of the program's calls have an outcome. */
  #called = 0;
  #enough = false;
  #since = performance.now();
  #deadline: number;
  #timer: NodeJS.Timeout;
  readonly #look: NodeJS.Timeout;
  #armedFor = 0;
  /** Decided before the child was gone: why it was killed, or what its frames meant. */
  #verdict: BatchEnd | undefined;
  #killed = false;
  #over = false;

  constructor(batch: Batch, secrets: ProgramSecrets, sink: BatchSink, host: BatchRunHost) {
    this.#batch = batch;
    this.#secrets = secrets;
    this.#sink = sink;
    this.#host = host;
    // A value, the changed arguments, printed text at four bytes a character, and their heads.
    this.#frames = new FrameReader(Math.min(maxFrameBytes, 6 * batch.limits.outputBytes + 65_536));
    // Starting the child is not the first program's time.
    this.#deadline = this.#since + batch.limits.loadMs + 1000;
    this.#timer = this.#armed();
    this.#look = setInterval(() => {
      if (this.#host.crowded()) this.#kill(this.#died('it started more threads than it may'));
    }, lookMs);
  }

  onData(chunk: Buffer): void {
    if (this.#over) return;
    this.#end.onData(chunk);
    if (this.#verdict === undefined) {
      for (const payload of this.#frames.push(chunk)) {
        // Whether it is the mark, the server says; a child that writes one gains nothing.
        if (isMark(payload)) continue;
        const frame = this.#secrets.opened(payload, this.#program);
        const read =
          frame === undefined
            ? undefined
            : readChildFrame(frame, this.#batch.printed, 2 * this.#batch.limits.outputBytes);
        if (!this.#follow(read)) {
          this.#kill(this.#died('it wrote what no program may write'));
          break;
        }
        if (this.#hasVerdict()) break;
      }
      if (this.#frames.broken && !this.#hasVerdict()) {
        this.#kill(this.#died('it wrote more than it may'));
      }
    }
    this.#settle();
  }

  onEnded(report: EndReport): void {
    this.#end.onEnded(report);
    this.#settle();
  }

  onLost(detail: string): void {
    this.#finish({ kind: 'lost', detail });
  }

  cancel(): void {
    this.#kill({ kind: 'cancelled' });
  }

  #hasVerdict(): boolean {
    return this.#verdict !== undefined;
  }

  /** False where the frame makes no sense at this point. */
  #follow(read: ChildFrame | undefined): boolean {
    const program = this.#batch.programs[this.#program];
    if (read === undefined || program === undefined || read.program !== this.#program) return false;
    switch (read.kind) {
      case 'loaded':
        if (this.#loaded) return false;
        this.#loaded = true;
        this.#expectCall();
        return true;
      case 'refused':
        if (this.#loaded) return false;
        this.#loaded = true;
        this.#called = program.calls.length;
        this.#sink.refused(this.#program, read.detail);
        return true;
      case 'outcome': {
        if (!this.#loaded || program.calls[this.#called] !== read.call) return false;
        this.#called += 1;
        this.#expectCall();
        const details = read.bases.length > 0 ? { bases: read.bases } : undefined;
        const answer = this.#sink.outcome(this.#program, read.call, read.outcome, details);
        if (answer === 'enough' && this.#called < program.calls.length) {
          this.#enough = true;
          this.#deadline = Math.min(this.#deadline, performance.now() + enoughGraceMs);
          this.#rearm();
        }
        return true;
      }
      case 'finished': {
        if (!this.#loaded || this.#called < program.calls.length) return false;
        this.#sink.finished(this.#program);
        const finished = this.#program;
        this.#program += 1;
        this.#loaded = false;
        this.#called = 0;
        this.#enough = false;
        // For its module and its first call: see `#currentCall`.
        this.#expect(2 * this.#batch.limits.callMs);
        if (read.changed !== undefined) {
          this.#host.loaded(read.modules);
          const before = read.changed === 'before' ? { before: true } : {};
          this.#verdict = { kind: 'dirty', program: finished, ...before };
        } else if (this.#program === this.#batch.programs.length)
          this.#verdict = { kind: 'finished' };
        return true;
      }
    }
  }

  #expectCall(): void {
    if (!this.#enough) this.#expect(this.#batch.limits.callMs);
  }

  #expect(ms: number): void {
    this.#since = performance.now();
    this.#deadline = this.#since + ms;
    // A timer that fires early looks at the deadline again; one that would fire late is of no use.
    if (this.#deadline < this.#armedFor) this.#rearm();
  }

  #armed(): NodeJS.Timeout {
    this.#armedFor = this.#deadline;
    return setTimeout(() => this.#onTimer(), Math.max(1, this.#deadline - performance.now()));
  }

  #rearm(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#armed();
  }

  #onTimer(): void {
    if (this.#over) return;
    if (this.#killed) {
      this.#host.stuck();
      return;
    }
    if (performance.now() < this.#deadline) {
      this.#rearm();
      return;
    }
    // This process may have been busy: what lies unread in the channel comes first.
    setImmediate(() => {
      if (this.#over || this.#killed) return;
      if (performance.now() < this.#deadline) this.#rearm();
      else this.#kill(this.#late());
    });
  }

  #late(): BatchEnd {
    // A child that has said its last word but does not end is killed without consequence.
    if (this.#verdict !== undefined) return this.#verdict;
    if (this.#enough) return { kind: 'enough', program: this.#program };
    const ms = performance.now() - this.#since;
    return { kind: 'timeout', program: this.#program, ms, ...this.#currentCall() };
  }

  #died(detail: string): BatchEnd {
    const ms = performance.now() - this.#since;
    return { kind: 'died', program: this.#program, detail, ms, ...this.#currentCall() };
  }

  /**
   * In company a module that loads at once does not say so before its first outcome. What is late there is taken
   * for late on its first call, and shows alone which it was.
   */
  #currentCall(): { call?: number } {
    const program: BatchProgram | undefined = this.#batch.programs[this.#program];
    const isCalled = this.#loaded || this.#program > 0;
    const call = isCalled ? program?.calls[this.#called] : undefined;
    return call === undefined ? {} : { call };
  }

  #kill(verdict: BatchEnd): void {
    if (this.#over || this.#killed) return;
    this.#killed = true;
    this.#verdict = verdict;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onTimer(), this.#host.reapLimitMs);
    this.#host.kill();
  }

  /** Done when the server has said that the child is gone and all its bytes have come. */
  #settle(): void {
    const { report } = this.#end;
    if (report === undefined) return;
    const verdict = this.#verdict ?? this.#unexpected(report);
    this.#finish(verdict.kind === 'timeout' ? { ...verdict, cpuMs: report.cpuMs } : verdict);
  }

  #unexpected(report: EndReport): BatchEnd {
    if (this.#enough) return { kind: 'enough', program: this.#program };
    const cpuLimit = -24;
    if (report.code === cpuLimit) return this.#late();
    return this.#died(describeEnd(report.code));
  }

  #finish(end: BatchEnd): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    clearInterval(this.#look);
    this.#host.done(end);
  }
}
