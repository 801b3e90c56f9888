/**
 * A judge and the program it judges, in two processes: this stands between them, hands messages on
 * as data decoded and encoded anew, and keeps the time.
 */
import { performance } from 'node:perf_hooks';
import type { Outcome } from '../../../core/outcome.ts';
import type { Value } from '../../../core/values/value.ts';
import type { AssertVerdict } from '../harness.ts';
import { FrameReader, frame } from '../frames.ts';
import { decodeMarshal, encodePlain, encodeValue, MarshalError } from './marshal.ts';

/** Largest message between the two. */
const messageBytes = 16 * 1024 * 1024;

export type Side = 'judge' | 'program';

export interface AssertSessionHost {
  /** Writes to a side's channel. */
  write(side: Side, bytes: Buffer): void;
  /** Both processes are no longer needed, or must go: kill them. */
  done(): void;
}

export interface AssertSessionOptions {
  readonly assertions: readonly string[];
  readonly yields: boolean;
  readonly loadMs: number;
  readonly assertionMs: number;
}

/** The first assertions have verdicts; the one after them ended the session where `ended` is given. */
export interface AssertSessionResult {
  readonly verdicts: readonly AssertVerdict[];
  readonly ended?: Outcome;
  /** Nothing of the program can be judged. */
  readonly hopeless: boolean;
}

export class AssertSession {
  readonly #options: AssertSessionOptions;
  readonly #host: AssertSessionHost;
  readonly #readers = {
    judge: new FrameReader(messageBytes),
    program: new FrameReader(messageBytes),
  };
  readonly #verdicts: AssertVerdict[] = [];
  /** The only side that may speak: so no more than one message is ever on its way. */
  #turn: Side = 'program';
  #ended: Outcome | undefined;
  #hopeless = false;
  #loaded = false;
  #over = false;
  #since = performance.now();
  #timer: NodeJS.Timeout;

  constructor(options: AssertSessionOptions, host: AssertSessionHost) {
    this.#options = options;
    this.#host = host;
    this.#timer = this.#armed(options.loadMs + 1000);
  }

  get result(): AssertSessionResult {
    const { verdicts, hopeless } = { verdicts: this.#verdicts, hopeless: this.#hopeless };
    return this.#ended === undefined
      ? { verdicts, hopeless }
      : { verdicts, hopeless, ended: this.#ended };
  }

  onData(side: Side, chunk: Buffer): void {
    if (this.#over) return;
    for (const payload of this.#readers[side].push(chunk)) {
      if (!this.#follow(side, payload)) {
        this.#end({ kind: 'crash', detail: 'it wrote what no program may write', ms: this.#ms() });
      }
      if (this.#isOver()) return;
    }
    if (this.#readers[side].broken) {
      this.#end({ kind: 'crash', detail: 'it wrote more than it may', ms: this.#ms() });
    }
  }

  /** A process is gone; before `done` that is a crash. */
  onEnded(description: string): void {
    this.#end({ kind: 'crash', detail: description, ms: this.#ms() });
  }

  cancel(): void {
    this.#end({ kind: 'skipped', detail: 'cancelled', ms: this.#ms() });
  }

  #isOver(): boolean {
    return this.#over;
  }

  #follow(side: Side, payload: Buffer): boolean {
    // The server's mark: it says itself what that means.
    if (payload.length === 17 && payload[0] === 0x4d) return true;
    if (side !== this.#turn) return false;
    const message = decoded(payload);
    const tag = message === undefined ? undefined : textAt(message, 0);
    switch (tag) {
      case 'ask':
      case 'ok':
      case 'raised':
        return this.#handOn(side, payload);
      case 'loaded':
        if (this.#loaded) return false;
        this.#loaded = true;
        this.#next();
        return true;
      case 'failed': {
        if (this.#loaded) return false;
        this.#hopeless = true;
        this.#end({ kind: 'refused', detail: textAt(message, 1) ?? '', ms: 0 });
        return true;
      }
      case 'done':
        return side === 'judge' && this.#verdict(message);
      default:
        return false;
    }
  }

  #handOn(side: Side, payload: Buffer): boolean {
    if (!this.#loaded) return false;
    try {
      const message = encodeValue(decodeMarshal(payload));
      this.#turn = side === 'judge' ? 'program' : 'judge';
      this.#host.write(this.#turn, frame(message));
      return true;
    } catch (error) {
      if (error instanceof MarshalError) return false;
      throw error;
    }
  }

  #verdict(message: readonly Value[] | undefined): boolean {
    const [, passed, live] = message ?? [];
    if (passed?.kind !== 'bool' || live?.kind !== 'bool' || !this.#loaded) return false;
    const ms = this.#ms();
    const type = textAt(message, 3) ?? '';
    const outcome: Outcome = passed.value
      ? { kind: 'value', value: 'null', ms }
      : { kind: 'exception', type, message: textAt(message, 4) ?? '', ms };
    this.#verdicts.push({ passed: passed.value, outcome, forgeable: live.value });
    this.#next();
    return true;
  }

  #next(): void {
    const text = this.#options.assertions[this.#verdicts.length];
    if (text === undefined) {
      this.#end(undefined);
      return;
    }
    this.#turn = 'judge';
    this.#host.write('judge', frame(encodePlain(['judge', text, this.#options.yields])));
    this.#since = performance.now();
    clearTimeout(this.#timer);
    this.#timer = this.#armed(this.#options.assertionMs);
  }

  #armed(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      // What lies unread in the channels comes first.
      const late = this.#verdicts.length;
      setImmediate(() => {
        if (this.#verdicts.length > late) return;
        this.#hopeless = !this.#loaded;
        this.#end({ kind: 'timeout', ms: this.#ms() });
      });
    }, ms);
  }

  #ms(): number {
    return performance.now() - this.#since;
  }

  #end(outcome: Outcome | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.#ended = outcome;
    clearTimeout(this.#timer);
    this.#host.done();
  }
}

function decoded(payload: Buffer): readonly Value[] | undefined {
  try {
    const value = decodeMarshal(payload);
    return value.kind === 'tuple' ? value.items : undefined;
  } catch (error) {
    if (error instanceof MarshalError) return undefined;
    throw error;
  }
}

function textAt(message: readonly Value[] | undefined, index: number): string | undefined {
  const value = message?.[index];
  return value?.kind === 'str' ? value.value : undefined;
}
