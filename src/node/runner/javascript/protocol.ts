/** The messages between `JavascriptWorker` and `guest/server.cjs`. Records come from hostile hands. */
import type { Outcome } from '../../../core/outcome.ts';
import {
  CanonicalTextError,
  maxIntDigits,
  printCanonical,
  readCanonical,
} from '../../../core/values/canonical.ts';
import { maxDepth } from '../../../core/values/value.ts';
import type { BatchLimits, OutcomeDetails } from '../harness.ts';

/** Limits as the guest keeps them. */
export interface GuestLimits {
  readonly outputBytes: number;
  /** Most characters of one canonical text. */
  readonly characters: number;
  readonly depth: number;
  /** Most items drained from an iterator. */
  readonly items: number;
  readonly seed: number;
  readonly printed: boolean;
}

export type GuestCall =
  /** Source of the array of arguments; the callee is the program's entry. */
  | { readonly kind: 'values'; readonly args: string }
  | {
      readonly kind: 'code';
      readonly text: string;
      /** Where the text is a call: its parts. */
      readonly callee?: string;
      readonly args?: string;
      readonly construct?: boolean;
    };

/** What a judge and the program it judges say to each other (`guest/peer.cjs`): plain data, handed on. */
export type Said = string | number | boolean | null | readonly Said[];

export interface GuestProgram {
  readonly source: string;
  readonly entry: string;
  /** Key of the modules that it may import, which were sent before. */
  readonly modules?: string | undefined;
}

/** One module of the workspace as the guest runs it. */
export interface GuestModule {
  readonly path: string;
  /** Script, or why there is none. */
  readonly source?: string;
  readonly problem?: string;
  /** Its imports are static: what fails to load fails where it is used. */
  readonly lazy: boolean;
  readonly imports: readonly (readonly [specifier: string, path: string])[];
}

export type Order =
  | {
      readonly op: 'modules';
      readonly key: string;
      /** Path of the file in whose place programs stand. */
      readonly home: string;
      /** Names that it exports, where its text says so, and what its default export is called. */
      readonly exported: readonly string[];
      readonly defaultName: string;
      readonly files: readonly GuestModule[];
    }
  | {
      readonly op: 'batch';
      readonly programs: readonly (GuestProgram & { readonly calls: readonly number[] })[];
      readonly calls: readonly GuestCall[];
      readonly limits: GuestLimits;
    }
  | {
      readonly op: 'judge';
      readonly assertion: string;
      readonly entry: string;
      readonly yields: boolean;
      readonly limits: GuestLimits;
    }
  | (GuestProgram & { readonly op: 'serve'; readonly limits: GuestLimits })
  | { readonly op: 'peer'; readonly message: Said }
  /** To a judge: nothing more comes of the program. */
  | { readonly op: 'stop'; readonly message: string };

export type GuestRecord =
  | { readonly kind: 'ready' | 'end' }
  | { readonly kind: 'loaded' | 'finished' | 'dirty'; readonly program: number }
  | { readonly kind: 'refused'; readonly program: number; readonly detail: string }
  /** For the other side. */
  | { readonly kind: 'message'; readonly message: Said }
  | { readonly kind: 'judged'; readonly outcome: Outcome; readonly forgeable: boolean }
  | {
      readonly kind: 'outcome';
      readonly program: number;
      readonly call: number;
      readonly outcome: Outcome;
      readonly details: OutcomeDetails;
      /** The call gave a promise, which was awaited. */
      readonly awaited: boolean;
    };

export function guestLimits(limits: BatchLimits, seed: number, printed: boolean): GuestLimits {
  return {
    outputBytes: limits.outputBytes,
    characters: limits.outputBytes,
    depth: maxDepth,
    items: limits.drainItems,
    seed,
    printed,
  };
}

/** Canonical texts that were read before: the candidates of a batch mostly agree. */
export type KnownTexts = Map<string, string>;

/** Undefined for anything that the guest's server would not have written. */
export function readRecord(frame: Buffer, known: KnownTexts): GuestRecord | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(frame.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(fields)) return undefined;
  const [kind, first, second] = fields as unknown[];
  switch (kind) {
    case 'ready':
    case 'end':
      return { kind };
    case 'message':
      return isSaid(first, 0) ? { kind, message: first } : undefined;
    case 'judged':
      return readVerdict(fields);
    case 'loaded':
    case 'finished':
    case 'dirty':
      return isIndex(first) ? { kind, program: first } : undefined;
    case 'refused':
      if (!isIndex(first) || typeof second !== 'string') return undefined;
      return { kind, program: first, detail: second };
    default:
      return readOutcome(fields, known);
  }
}

/** Messages hold no records, so that no key can be taken for `__proto__`. */
function isSaid(value: unknown, depth: number): value is Said {
  if (Array.isArray(value)) {
    return depth < 24 && (value as unknown[]).every((item) => isSaid(item, depth + 1));
  }
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function readVerdict(fields: readonly unknown[]): GuestRecord | undefined {
  const [, ms, forgeable, kind, type, message] = fields;
  if (typeof ms !== 'number' || typeof type !== 'string' || typeof message !== 'string') {
    return undefined;
  }
  const outcome: Outcome =
    kind === 'value'
      ? { kind, value: 'undefined', ms }
      : kind === 'timeout'
        ? { kind, ms }
        : { kind: 'exception', type, message, ms };
  return { kind: 'judged', outcome, forgeable: forgeable === true };
}

function readOutcome(fields: readonly unknown[], known: KnownTexts): GuestRecord | undefined {
  const [kind, program, call, time, text, a, b, c] = fields;
  if (!isIndex(program) || !isIndex(call) || typeof time !== 'number') return undefined;
  const ms = Number.isFinite(time) && time >= 0 ? time : 0;
  const printed = typeof text === 'string' ? { printed: text } : {};
  const record = { kind: 'outcome', program, call, details: {}, awaited: false } as const;
  switch (kind) {
    case 'value': {
      const value = typeof a === 'string' ? canonical(a, known) : undefined;
      const mutated = typeof b === 'string' ? canonical(b, known) : undefined;
      if (value === undefined || (b !== null && mutated === undefined)) return undefined;
      const change = mutated === undefined ? {} : { mutated };
      return {
        ...record,
        outcome: { kind: 'value', value, ...change, ...printed, ms },
        awaited: c === true,
      };
    }
    case 'exception':
      if (typeof a !== 'string' || typeof b !== 'string' || !Array.isArray(c)) return undefined;
      return {
        ...record,
        outcome: { kind: 'exception', type: a, message: b, ...printed, ms },
        details: { bases: c.filter((name) => typeof name === 'string') },
      };
    case 'timeout':
      return { ...record, outcome: { kind: 'timeout', ms } };
    case 'unencodable':
      if (typeof a !== 'string') return undefined;
      return { ...record, outcome: { kind: 'unencodable', detail: a, ms } };
    default:
      return undefined;
  }
}

function canonical(text: string, known: KnownTexts): string | undefined {
  const before = known.get(text);
  if (before !== undefined) return before;
  try {
    const printed = printCanonical(readCanonical(text, maxIntDigits));
    if (text.length < 10_000) known.set(text, printed);
    return printed;
  } catch (error) {
    if (error instanceof CanonicalTextError) return undefined;
    throw error;
  }
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
