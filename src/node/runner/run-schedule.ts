/**
 * One request's way through the workers: batches, what follows when one ends early, limits that
 * adapt, programs that must run again alone. Knows calls and outcomes, nothing of verdicts.
 */
import type { Outcome } from '../../core/outcome.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { AdaptiveLimit } from './adaptive-limit.ts';
import type { Batch, BatchEnd, BatchLimits, Call, KeyedModules, Reach, Worker } from './harness.ts';
import { BatchProgress, type Item, type ProgressHost } from './batch-progress.ts';
import type { Observed } from './planned-checks.ts';

export interface ScheduledProgram {
  readonly source: string;
  readonly entry: string;
  readonly modules?: KeyedModules | undefined;
  /** Absent: `itself`. */
  readonly reach?: Reach;
}

export interface ScheduleHost {
  /** Lends a worker for one batch; undefined ends the schedule (the failure is the host's to tell). */
  acquire(): Promise<Worker | undefined>;
  release(worker: Worker): void;
  /** `enough`: no more of this program is needed; the rest of its calls is skipped. */
  observed(program: number, call: number, seen: Observed): 'more' | 'enough';
  /** Whether it failed a test so far. */
  lost(program: number): boolean;
  /** All calls of the program have outcomes. */
  complete(program: number): void;
  batch(programs: number, calls: number, ms: number, end: BatchEnd): void;
  /** Workers that this request may count on just now; below 1 where requests share one. */
  share(): number;
  monotonic(): number;
}

export interface ScheduleOptions {
  readonly limits: BatchLimits;
  readonly printed: boolean;
  readonly alone: boolean;
  readonly stopEarly: boolean;
  /** How many batches run at the same time. */
  readonly lanes: number;
}

/** Candidates per child process. */
const largestBatch = 50;
/** Computing for less than that is not worth a child process of its own, in ms. */
const processWorthMs = 5;
/** After so many crashes and timeouts the rest of a program's calls is skipped. */
const strikeLimit = 2;

/** A program that ran past the adapted limit on two inputs. */
interface Slow {
  readonly item: Item;
  readonly outcome: Outcome;
}

export class RunSchedule {
  readonly #programs: readonly ScheduledProgram[];
  readonly #calls: readonly Call[];
  readonly #all: readonly number[];
  readonly #options: ScheduleOptions;
  readonly #host: ScheduleHost;
  readonly #queue: Item[];
  readonly #limit: AdaptiveLimit;
  readonly #strikes = new Map<number, number>();
  readonly #losses = new Map<number, number>();
  readonly #doomed = new Set<number>();
  /** They wait until it is known whether a quicker program passes. */
  #slow: Slow[] = [];
  /** Programs that answered every call and failed nothing. */
  #survivors = 0;
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    programs: readonly ScheduledProgram[],
    calls: readonly Call[],
    options: ScheduleOptions,
    host: ScheduleHost,
  ) {
    this.#programs = programs;
    this.#calls = calls;
    this.#options = options;
    this.#host = host;
    this.#limit = new AdaptiveLimit(options.limits.callMs);
    this.#all = calls.map((_, index) => index);
    const all = this.#all;
    const order = [...programs.keys()].sort((a, b) => this.#place(a) - this.#place(b));
    this.#queue = order.map((program) => ({ program, calls: all, final: false, late: [] }));
  }

  /** Resolves when every program is complete, was cancelled, or no worker could be had. */
  async run(signal: CancelSignal): Promise<void> {
    const lanes = Math.min(this.#options.lanes, this.#queue.length);
    await Promise.all(Array.from({ length: lanes }, () => this.#lane(signal)));
  }

  async #lane(signal: CancelSignal): Promise<void> {
    while (!this.#stopped && !signal.aborted) {
      const items = this.#take();
      if (items.length === 0) {
        // What another lane runs may still come back in part.
        if (this.#running.size > 0) await Promise.race(this.#running);
        else if (this.#slow.length > 0) this.#settleSlow();
        else return;
        continue;
      }
      const batch = this.#runBatch(items, signal);
      this.#running.add(batch);
      await batch.finally(() => this.#running.delete(batch));
    }
  }

  #take(): Item[] {
    const first = this.#queue.shift();
    if (first === undefined) return [];
    const items = [first];
    if (this.#options.alone || this.#goesAlone(first)) return items;
    // Where other requests keep the workers busy, cutting a small one up gains nothing.
    const lanes = Math.min(this.#options.lanes, this.#host.share());
    const share = Math.ceil((this.#queue.length + 1) / Math.max(1, 2 * lanes - 1));
    while (items.length < Math.min(largestBatch, Math.max(share, this.#worthAProcess()))) {
      const next = this.#queue[0];
      if (next === undefined || this.#goesAlone(next)) break;
      this.#queue.shift();
      items.push(next);
    }
    return items;
  }

  /** It shares its process with no other program: what it does there is all its own. */
  #goesAlone({ program, final, apart, late }: Item): boolean {
    return final || apart === true || late.length > 0 || this.#reach(program) === 'process';
  }

  /** How many programs make the cost of a process small beside their own. */
  #worthAProcess(): number {
    const typical = this.#limit.typicalMs;
    if (typical === undefined) return 1;
    return Math.ceil(processWorthMs / Math.max(0.01, typical * this.#calls.length));
  }

  async #runBatch(taken: readonly Item[], signal: CancelSignal): Promise<void> {
    const worker = await this.#host.acquire();
    if (worker === undefined) {
      this.#stopped = true;
      return;
    }
    const shared = taken.length > 1;
    const first = taken.findIndex(({ program }) => this.#reach(program) === 'modules');
    const items = taken.map((item, at) => ({ ...item, suspect: first >= 0 && at > first }));
    const final = items[0]?.final === true;
    const limits = final
      ? this.#options.limits
      : { ...this.#options.limits, callMs: this.#adaptedMs(items[0]) };
    const batch: Batch = {
      programs: items.map(({ program, calls }) => {
        const { source, entry, modules } = this.#program(program);
        return { source, entry, modules, calls };
      }),
      calls: this.#calls,
      limits,
      printed: this.#options.printed,
      alone: this.#options.alone || final,
    };
    const held: Item[] = [];
    const progress = new BatchProgress(items, shared, this.#sinkHost(held));
    const start = this.#host.monotonic();
    const end = await worker.run(batch, progress, signal).finally(() => this.#host.release(worker));
    this.#host.batch(items.length, progress.outcomes, this.#host.monotonic() - start, end);
    const changed = end.kind === 'dirty' && end.before === true;
    for (const item of held) {
      if (changed) this.#again(item.program);
      else this.#finished(item);
    }
    this.#conclude(items, progress, end, limits.callMs);
  }

  /** The second input on which a program is late gets twice the time of the first. */
  #adaptedMs(first: Item | undefined): number {
    const factor = first !== undefined && first.late.length > 0 ? 2 : 1;
    return Math.min(this.#options.limits.callMs, factor * this.#limit.ms);
  }

  #reach(program: number): Reach {
    return this.#programs[program]?.reach ?? 'itself';
  }

  /** What may be changed comes after what changes nothing, and what runs alone after all others. */
  #place(program: number): number {
    return ['itself', 'modules', 'process'].indexOf(this.#reach(program));
  }

  /**
   * Requeues a program that lost behind another which may have changed what it rests on, to be tried
   * alone: whether it did.
   */
  #triedAlone(item: Item): boolean {
    if (item.suspect !== true || !this.#host.lost(item.program)) return false;
    this.#again(item.program);
    return true;
  }

  #again(program: number): void {
    this.#doomed.delete(program);
    this.#queue.push({ program, calls: this.#all, final: false, late: [], apart: true });
  }

  #program(index: number): ScheduledProgram {
    const program = this.#programs[index];
    if (program === undefined) throw new Error(`no program ${index}`);
    return program;
  }

  /** @param held Gets those that came behind one that uses what others use, until it is known what it did. */
  #sinkHost(held: Item[]): ProgressHost {
    return {
      observed: (program, call, seen) => {
        if (seen.outcome.kind === 'value') this.#limit.note(seen.outcome.ms);
        const answer = this.#host.observed(program, call, seen);
        if (answer === 'enough') this.#doomed.add(program);
        return answer;
      },
      refused: (item, detail) => {
        if (item.suspect === true) {
          this.#queue.push({ ...item, apart: true, suspect: false });
          return;
        }
        for (const call of withLate(item, item.calls)) {
          this.#host.observed(item.program, call, { outcome: { kind: 'refused', detail, ms: 0 } });
        }
        this.#host.complete(item.program);
      },
      finished: (item) => {
        if (this.#triedAlone(item)) return;
        if (item.suspect === true) held.push(item);
        else this.#finished(item);
      },
      suspicious: (item) => this.#queue.push({ ...item, final: true }),
    };
  }

  #finished({ program, late }: Item): void {
    const failed = this.#doomed.has(program);
    if (late.length === 0) {
      if (!failed && !this.#strikes.has(program)) this.#survivors += 1;
      this.#host.complete(program);
    } else if (failed) this.#skip(program, late, failedBefore);
    else this.#queue.push({ program, calls: late, final: true, late: [] });
  }

  /** Decides what comes of the programs that this batch did not finish. */
  #conclude(items: readonly Item[], progress: BatchProgress, end: BatchEnd, callMs: number): void {
    if (end.kind === 'finished' || end.kind === 'cancelled') return;
    const at = end.kind === 'lost' ? progress.finishedCount : end.program;
    const item = items[at];
    this.#queue.unshift(...items.slice(at + 1));
    if (item === undefined || progress.finishedCount > at) return;
    const left = item.calls.slice(progress.madeCalls);
    switch (end.kind) {
      case 'dirty':
        return;
      case 'enough':
        if (this.#triedAlone(item)) return;
        this.#skip(item.program, withLate(item, left), failedBefore);
        return;
      case 'lost': {
        const losses = (this.#losses.get(item.program) ?? 0) + 1;
        this.#losses.set(item.program, losses);
        if (losses < strikeLimit) this.#queue.push(allLeft(item, left));
        else this.#strike(item, left, { kind: 'crash', detail: end.detail, ms: 0 }, true);
        return;
      }
      case 'timeout':
        this.#concludeTimeout(
          item,
          left,
          end,
          items.length === 1 && callMs >= this.#options.limits.callMs,
        );
        return;
      case 'died':
        // A neighbour may have used up the memory, or be the culprit itself.
        if (items.length > 1) this.#queue.push(allLeft(item, left));
        else {
          const outcome: Outcome = { kind: 'crash', detail: end.detail, ms: end.ms };
          this.#strike(item, left, outcome, end.call === undefined);
        }
        return;
    }
  }

  #concludeTimeout(
    item: Item,
    left: readonly number[],
    end: Extract<BatchEnd, { kind: 'timeout' }>,
    conclusive: boolean,
  ): void {
    if (!conclusive && !this.#doomed.has(item.program)) {
      const [first, ...others] = left;
      const mayFail = this.#options.stopEarly && end.call !== undefined && first !== undefined;
      const late = first === undefined ? item.late : [...item.late, first];
      const busy = (end.cpuMs ?? 0) < 0.7 * end.ms;
      if (mayFail && item.late.length > 0 && !busy) {
        const outcome: Outcome = { kind: 'timeout', ms: end.ms };
        this.#slow.push({ item: { ...item, calls: others, late }, outcome });
      } else if (mayFail && item.late.length === 0 && others.length > 0) {
        // Most programs that hang on one input fail on another, which is found out sooner.
        this.#queue.push({ ...item, calls: others, final: false, late });
      } else this.#queue.push(allLeft(item, left));
      return;
    }
    const idle = end.cpuMs !== undefined && end.cpuMs < 0.3 * end.ms;
    if (idle && item.again !== true && !this.#doomed.has(item.program)) {
      this.#queue.push({ ...item, calls: left, final: true, again: true });
      return;
    }
    this.#strike(item, left, { kind: 'timeout', ms: end.ms }, end.call === undefined);
  }

  /**
   * Nothing else is left to run. Where a quicker program passed, those that were late twice are given
   * up: the full limit is for a program that may be the best there is.
   */
  #settleSlow(): void {
    const slow = this.#slow;
    this.#slow = [];
    for (const { item, outcome } of slow) {
      if (this.#survivors === 0) this.#queue.push(allLeft(item, item.calls));
      else {
        for (const call of item.late) this.#host.observed(item.program, call, { outcome });
        this.#skip(item.program, item.calls, 'it was slow on two inputs, and a quicker one passed');
      }
    }
  }

  /** The first call left came to this; the others follow, unless it is hopeless. */
  #strike(item: Item, left: readonly number[], outcome: Outcome, inModule: boolean): void {
    const strikes = (this.#strikes.get(item.program) ?? 0) + 1;
    this.#strikes.set(item.program, strikes);
    const [first, ...rest] = withLate(item, left);
    if (inModule) {
      for (const call of withLate(item, left)) this.#host.observed(item.program, call, { outcome });
      this.#host.complete(item.program);
      return;
    }
    if (first !== undefined) {
      const answer = this.#host.observed(item.program, first, { outcome });
      if (answer === 'enough') this.#doomed.add(item.program);
    }
    if (rest.length > 0 && strikes < strikeLimit && !this.#stops(item.program)) {
      this.#queue.push({ program: item.program, calls: rest, final: true, late: [] });
    } else this.#skip(item.program, rest, `it ended with ${outcome.kind} before`);
  }

  #stops(program: number): boolean {
    return this.#options.stopEarly || this.#doomed.has(program);
  }

  #skip(program: number, calls: readonly number[], detail: string): void {
    for (const call of calls) {
      this.#host.observed(program, call, { outcome: { kind: 'skipped', detail, ms: 0 } });
    }
    this.#host.complete(program);
  }
}

const failedBefore = 'a trusted test failed';

function withLate(item: Item, calls: readonly number[]): readonly number[] {
  return [...calls, ...item.late];
}

/** Whatever the item has not answered yet, to be run for good. */
function allLeft(item: Item, left: readonly number[]): Item {
  const calls = withLate(item, left).toSorted((a, b) => a - b);
  return { program: item.program, calls, final: true, late: [] };
}
