import type { CancelSignal } from '../../../core/ports.ts';
import type { Batch, BatchEnd, BatchProgram, BatchSink } from '../harness.ts';
import { Deadline } from './deadline.ts';
import type { GuestListener, GuestProcess } from './guest-process.ts';
import type { GuestRecord, Order } from './protocol.ts';

/** How long a program that has done enough may take to come to its end by itself, in ms. */
const graceMs = 20;

/** One batch in one guest process: follows its records, keeps its deadlines, says how it ended. */
export class BatchRun implements GuestListener {
  readonly #guest: GuestProcess;
  readonly #batch: Batch;
  readonly #sink: BatchSink;
  readonly #signal: CancelSignal;
  readonly #deadline = new Deadline(() => this.#late());
  #program = 0;
  /** Calls of the program that were answered; undefined while its module runs. */
  #answered: number | undefined;
  #refused = false;
  #enough = false;
  #since = performance.now();
  #cpuBefore: number | undefined;
  #settle: (end: BatchEnd) => void = () => undefined;
  #settled = false;

  constructor(guest: GuestProcess, batch: Batch, sink: BatchSink, signal: CancelSignal) {
    this.#guest = guest;
    this.#batch = batch;
    this.#sink = sink;
    this.#signal = signal;
  }

  /** Sends the order and resolves when no program of the batch is at work any more. */
  async end(order: Order): Promise<BatchEnd> {
    if (this.#batch.programs.length === 0) return { kind: 'finished' };
    this.#cpuBefore = this.#guest.cpuMs();
    const cancel = (): void => this.#stop({ kind: 'cancelled' });
    const ended = new Promise<BatchEnd>((resolve) => {
      this.#settle = resolve;
    });
    this.#signal.addEventListener('abort', cancel);
    if (this.#signal.aborted) cancel();
    else {
      this.#guest.send(order);
      this.#expect(this.#batch.limits.loadMs);
      this.#guest.listen(this);
    }
    const end = await ended;
    this.#signal.removeEventListener('abort', cancel);
    this.#deadline.clear();
    this.#guest.listen(undefined);
    return end;
  }

  record(record: GuestRecord): void {
    if (this.#settled) return;
    if (record.kind === 'end') {
      if (this.#current() === undefined) this.#done({ kind: 'finished' });
      else this.#forged();
      return;
    }
    if (!('program' in record) || record.program !== this.#program) {
      this.#forged();
      return;
    }
    const program = this.#current();
    if (program === undefined) {
      this.#forged();
      return;
    }
    switch (record.kind) {
      case 'loaded':
        if (this.#answered !== undefined || this.#refused) {
          this.#forged();
          return;
        }
        this.#answered = 0;
        this.#expect(this.#batch.limits.callMs);
        return;
      case 'refused':
        if (this.#answered !== undefined || this.#refused) {
          this.#forged();
          return;
        }
        this.#refused = true;
        this.#sink.refused(this.#program, record.detail);
        this.#expect(this.#batch.limits.callMs);
        return;
      case 'outcome':
        if (record.call !== this.#currentCall()) {
          this.#forged();
          return;
        }
        this.#answered = (this.#answered ?? 0) + 1;
        if (!this.#enough) {
          const answer = this.#sink.outcome(
            this.#program,
            record.call,
            record.outcome,
            record.details,
          );
          this.#enough = answer === 'enough';
        }
        this.#expect(this.#enough ? graceMs : this.#batch.limits.callMs);
        return;
      case 'finished':
      case 'dirty':
        if (!this.#refused && this.#currentCall() !== undefined) {
          this.#forged();
          return;
        }
        {
          this.#next(record.kind === 'dirty');
          return;
        }
    }
  }

  ended(detail: string): void {
    const place = this.#place();
    if (place === 'over') {
      this.#finishProgram();
      this.#done({ kind: 'dirty', program: this.#program });
    } else this.#done({ kind: 'died', program: this.#program, ...place, detail, ms: this.#ms() });
  }

  #current(): BatchProgram | undefined {
    return this.#batch.programs[this.#program];
  }

  /** The call at work; undefined before the module ran and after the last call. */
  #currentCall(): number | undefined {
    return this.#answered === undefined ? undefined : this.#current()?.calls[this.#answered];
  }

  /** Where the program is: in its module, in a call, or past everything that was asked. */
  #place(): { readonly call?: number } | 'over' {
    const call = this.#currentCall();
    if (call !== undefined) return { call };
    return this.#answered === undefined && !this.#refused ? {} : 'over';
  }

  #next(dirty: boolean): void {
    const program = this.#program;
    this.#finishProgram();
    if (dirty) {
      this.#done({ kind: 'dirty', program });
      return;
    }
    this.#program += 1;
    this.#answered = undefined;
    this.#refused = false;
    this.#enough = false;
    this.#expect(this.#batch.limits.loadMs);
  }

  #finishProgram(): void {
    if (!this.#refused) this.#sink.finished(this.#program);
  }

  #expect(ms: number): void {
    this.#since = performance.now();
    this.#deadline.set(ms);
  }

  #ms(): number {
    return performance.now() - this.#since;
  }

  #late(): void {
    if (this.#settled) return;
    const place = this.#place();
    const program = this.#program;
    const ms = this.#ms();
    if (place === 'over') {
      // All is answered; what it left behind does not end.
      this.#finishProgram();
      this.#stop({ kind: 'dirty', program });
      return;
    }
    if (this.#enough) {
      this.#stop({ kind: 'enough', program });
      return;
    }
    const cpu = this.#guest.cpuMs();
    const used =
      cpu === undefined || this.#cpuBefore === undefined ? {} : { cpuMs: cpu - this.#cpuBefore };
    this.#stop({ kind: 'timeout', program, ...place, ms, ...used });
  }

  #forged(): void {
    this.#stop({
      kind: 'died',
      program: this.#program,
      ...(this.#currentCall() === undefined ? {} : { call: this.#currentCall() as number }),
      detail: 'it wrote what only a forger would write',
      ms: this.#ms(),
    });
  }

  /** Kills the guest, then ends. */
  #stop(end: BatchEnd): void {
    if (this.#settled) return;
    this.#settled = true;
    void this.#guest.kill().then(() => this.#settle(end));
  }

  #done(end: BatchEnd): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(end);
  }
}
