/** Reads the frames that `child.py` writes. All of it is untrusted: anything odd is undefined. */
import type { Outcome } from '../../../core/outcome.ts';
import {
  CanonicalTextError,
  maxIntDigits,
  printCanonical,
  readCanonical,
} from '../../../core/values/canonical.ts';
import { tuple, type Value } from '../../../core/values/value.ts';
import { decodeMarshal, MarshalError } from './marshal.ts';

export type ChildFrame =
  | { readonly kind: 'loaded'; readonly program: number }
  | { readonly kind: 'refused'; readonly program: number; readonly detail: string }
  | {
      readonly kind: 'finished';
      readonly program: number;
      /** What changed: this program its process, or some program `before` it. */
      readonly changed: 'process' | 'before' | undefined;
      /** Modules that a program which left its process dirty had it load. */
      readonly modules: readonly string[];
    }
  | {
      readonly kind: 'outcome';
      readonly program: number;
      readonly call: number;
      readonly outcome: Outcome;
      readonly bases: readonly string[];
    };

const changes = [undefined, 'process', 'before'] as const;
const isText = 1;
const hasMutated = 2;
const mutatedIsText = 4;

/** @param longest Most characters of one value as canonical text, which may be longer than its bytes. */
export function readChildFrame(
  payload: Buffer,
  printed: boolean,
  longest: number,
): ChildFrame | undefined {
  try {
    return new FrameFields(payload, longest).read(printed);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class FrameFields {
  readonly #payload: Buffer;
  readonly #longest: number;
  #at = 0;

  constructor(payload: Buffer, longest: number) {
    this.#payload = payload;
    this.#longest = longest;
  }

  read(printed: boolean): ChildFrame | undefined {
    const letter = String.fromCharCode(this.#byte());
    const program = this.#int();
    switch (letter) {
      case 'L':
        return { kind: 'loaded', program };
      case 'X':
        return { kind: 'refused', program, detail: this.#rest() };
      case 'F':
        return {
          kind: 'finished',
          program,
          changed: changes[this.#int()],
          modules: this.#rest().split(',').slice(0, 50),
        };
      case 'V':
      case 'E':
      case 'U': {
        const call = this.#int();
        const ms = this.#int() / 1000;
        if (letter === 'U') {
          const outcome: Outcome = { kind: 'unencodable', detail: this.#rest(), ms };
          return { kind: 'outcome', program, call, outcome, bases: [] };
        }
        if (letter === 'V') {
          const outcome = this.#value(printed, ms);
          return { kind: 'outcome', program, call, outcome, bases: [] };
        }
        const type = this.#text();
        const message = this.#text();
        const bases = this.#text().split('\n');
        const output = printed ? { printed: this.#rest() } : {};
        const outcome: Outcome = { kind: 'exception', type, message, ms, ...output };
        return { kind: 'outcome', program, call, outcome, bases };
      }
      default:
        return undefined;
    }
  }

  #value(printed: boolean, ms: number): Outcome {
    const flags = this.#byte();
    const data = this.#block();
    const after = this.#block();
    const output = printed ? { printed: this.#rest() } : {};
    try {
      const value = this.#within(printCanonical(decode(data, (flags & isText) !== 0)));
      if ((flags & hasMutated) === 0) return { kind: 'value', value, ms, ...output };
      const changed = argumentsOf(decode(after, (flags & mutatedIsText) !== 0));
      const mutated = this.#within(printCanonical(changed));
      return { kind: 'value', value, mutated, ms, ...output };
    } catch (error) {
      if (error instanceof MarshalError || error instanceof CanonicalTextError) {
        return { kind: 'unencodable', detail: error.message, ms };
      }
      throw error;
    }
  }

  /** Control characters take six characters each. */
  #within(text: string): string {
    if (text.length > this.#longest) throw new CanonicalTextError('too big');
    return text;
  }

  #byte(): number {
    const value = this.#payload.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  #int(): number {
    const value = this.#payload.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  #block(): Buffer {
    const size = this.#int();
    if (size > this.#payload.length - this.#at) throw new RangeError('block beyond the frame');
    this.#at += size;
    return this.#payload.subarray(this.#at - size, this.#at);
  }

  #text(): string {
    return this.#block().toString('utf8');
  }

  #rest(): string {
    return this.#payload.toString('utf8', this.#at);
  }
}

function decode(data: Buffer, text: boolean): Value {
  return text ? readCanonical(data.toString('utf8'), maxIntDigits) : decodeMarshal(data);
}

/** Positional arguments alone where there are no keywords. */
function argumentsOf(value: Value): Value {
  const [positional, keywords] = value.kind === 'tuple' ? value.items : [];
  if (positional === undefined || keywords?.kind !== 'dict') {
    throw new MarshalError('no arguments');
  }
  return keywords.entries.length === 0 ? positional : tuple([positional, keywords]);
}
