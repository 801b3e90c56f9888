/**
 * What runs a language is a Harness: how to start a Worker that runs its programs inside the sandbox.
 * Everything else (batches, retries, limits that adapt, verdicts) is shared, so the next language is a
 * day's work: a worker, this interface, and a factory (`harness-factory.ts`) in a row of `languages.ts`.
 *
 *     SandboxedRunner ── one pool per harness ──► Worker ──► sandboxed server process
 *      (judges, trusted)                       (trusted end)      └─ candidate process
 *
 * What every worker guarantees:
 *
 * - Expected values never enter the sandbox. A worker carries programs and calls in, outcomes out.
 * - Candidate code runs in a process (or, at least, a context) that holds one descriptor: the data
 *   channel, a socket of which the trusted side reads the other end. It cannot reach the channel on
 *   which the server takes orders, so all it can forge is what it could have returned.
 * - Both channels carry frames: a 32-bit big-endian length, then that many bytes, at most
 *   `maxFrameBytes`; see `frames.ts`. A frame that is too long, out of order, or makes no sense ends
 *   the batch as `died`: the trusted side never throws for what a candidate wrote.
 * - The bytes of a candidate end where its process ends. A server that reuses a channel for the next
 *   candidate first writes a random mark made *after* that process was gone, and tells the mark to
 *   the trusted side on its own channel.
 * - Values come as canonical text (`core/values/canonical.ts`), or as bytes that the trusted side
 *   decodes into it; text is read and printed again before anything believes it.
 * - Deadlines belong to the trusted side, which kills by SIGKILL; nothing inside is asked to stop.
 * - When the trusted side dies, however, the sandboxed tree dies with it.
 */
import type { Language } from '../../core/languages/language.ts';
import type { CancelSignal } from '../../core/ports.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ModuleSet } from '../../core/module-set.ts';
import type { Result } from '../../core/result.ts';
import type { LanguageId } from '../../core/text.ts';
import type { Value } from '../../core/values/value.ts';

/** Largest frame that either side sends or accepts, in bytes. */
export const maxFrameBytes = 64 * 1024 * 1024;

export interface Harness {
  /** Whose meaning of equality and literals applies. */
  readonly language: Language;
  /**
   * Rewrites a program before it is sent, e.g. strips types while keeping line numbers.
   * The error text becomes the detail of `refused`. Absent: programs are sent as they are.
   *
   * @param named What calls name beside the program's own declarations.
   */
  prepare?(source: string, languageId: LanguageId, named?: NamedByCalls): Result<string, string>;
  /** The same for one expression; as it is where it cannot be read. */
  prepareExpression?(text: string, languageId: LanguageId): string;
  /**
   * What a program could change beside itself, as far as its text tells; or a call, which may name
   * modules that it does not import. Absent: nothing.
   */
  reach?(source: string, kind: 'program' | 'call'): Reach;
  /**
   * True for a program that may import one of these: it gets them, and a process or realm of its own,
   * as nobody looks after what modules of the workspace do to it.
   */
  imports(source: string, modules: ModuleSet): boolean;
  /** Source run as a program of its own to evaluate expected expressions that are not literals. */
  readonly expressionPrelude: string;
  /** Starts one warm worker. The runner keeps about one per core and disposes of it. */
  start(options: WorkerOptions): Promise<Result<Worker, WorkerFailure>>;
}

/**
 * How far a program reaches. `itself`: it can change nothing that another program could see. `modules`: it
 * uses what others use too; it comes after those in its process that do not, and where it loses there it is
 * tried alone. `process`: it gets a process (or realm) of its own, which no other program uses after it.
 */
export type Reach = 'itself' | 'modules' | 'process';

/** Modules of the workspace, and the text of all calls and assertions. */
export interface NamedByCalls {
  readonly modules: ModuleSet;
  readonly calls: string;
}

export interface WorkerOptions {
  /** Seed of hashes and of chance. Workers of other seeds are started apart. */
  readonly hashSeed: number;
  readonly log: (line: string) => void;
}

export interface WorkerFailure {
  readonly reason: 'no-sandbox' | 'no-interpreter' | 'unreachable';
  readonly message: string;
}

/** One warm server process inside the sandbox. It runs one batch at a time. */
export interface Worker {
  /**
   * Runs programs in order in one candidate process that is fresh as far as candidates can tell, and
   * resolves when that process (or context) is gone. Never rejects for what a candidate does.
   */
  run(batch: Batch, sink: BatchSink, signal: CancelSignal): Promise<BatchEnd>;
  /**
   * Runs assertions in a judge process of its own, which reaches the program only through values.
   * One verdict per assertion, in order.
   */
  assert(request: AssertRequest, signal: CancelSignal): Promise<readonly AssertVerdict[]>;
  /** False once its server is gone: the pool starts another. */
  readonly alive: boolean;
  /** Kills the server and everything under it; resolves when they are gone. */
  dispose(): Promise<void>;
}

/** One call, the same for all programs of a batch. */
export type Call =
  /** Literal arguments, sent by value; the callee is the program's entry. */
  | {
      readonly kind: 'values';
      readonly args: readonly Value[];
      readonly keywords: readonly (readonly [string, Value])[];
    }
  /** Any other expression, evaluated in the program's module. */
  | { readonly kind: 'code'; readonly text: string };

export interface Batch {
  readonly programs: readonly BatchProgram[];
  readonly calls: readonly Call[];
  readonly limits: BatchLimits;
  readonly printed: boolean;
  /** In a process in which no other program ever ran, where workers otherwise reuse theirs. */
  readonly alone?: boolean;
}

export interface BatchProgram {
  readonly source: string;
  /** Dotted name that must exist after the module ran; empty where nothing is asked. */
  readonly entry: string;
  /** What it may import of the workspace. */
  readonly modules?: KeyedModules | undefined;
  /** Indices into `calls` of the calls to make, ascending. */
  readonly calls: readonly number[];
}

/**
 * Modules of the workspace under the key of their content. A worker sends a set to its server where
 * that does not keep one of this key, and names it by the key from then on.
 */
export interface KeyedModules {
  readonly key: string;
  readonly set: ModuleSet;
}

export interface BatchLimits {
  /** Wall time for running the module itself, in ms; behind another program in its process it may be less. */
  readonly loadMs: number;
  /** Wall time of one call, in ms. */
  readonly callMs: number;
  /** Address space (Python) or heap (JavaScript) of the candidate process, in MiB. */
  readonly memoryMiB: number;
  /** Bytes of printed output kept per call, and most bytes of one encoded value. */
  readonly outputBytes: number;
  /** Most items drained from an iterator. */
  readonly drainItems: number;
}

export interface BatchSink {
  /**
   * An outcome arrived. Answer `enough` when the rest of this program's calls is pointless: the
   * worker may skip them, and kills the candidate process where it would otherwise have to wait.
   */
  outcome(
    program: number,
    call: number,
    outcome: Outcome,
    about?: OutcomeDetails,
  ): 'more' | 'enough';
  /** The program never ran (syntax error, missing entry, failed import): no outcomes follow for it. */
  refused(program: number, detail: string): void;
  /** All calls of this program were made. */
  finished(program: number): void;
}

export interface OutcomeDetails {
  /**
   * Names of the exception's type and all its bases: `throws ValueError` means subclasses too. A class
   * of the program's own that has the name of a built-in one is written `~ValueError`.
   */
  readonly bases?: readonly string[];
}

/** How the candidate process of a batch ended; where it did not finish, the runner goes on in a new one. */
export type BatchEnd =
  | { readonly kind: 'finished' }
  /**
   * The program left its process changed (patched modules, threads): later ones need a new process.
   * `before`: some program of the batch did so unnoticed, and what ran with others' modules after it must
   * run again.
   */
  | { readonly kind: 'dirty'; readonly program: number; readonly before?: boolean }
  /** The sink had `enough` of the program and it was still running. */
  | { readonly kind: 'enough'; readonly program: number }
  /** Past its deadline in a call, or in the module itself (`call` absent). */
  | {
      readonly kind: 'timeout';
      readonly program: number;
      readonly call?: number;
      readonly ms: number;
      /** CPU time used meanwhile where known; little of it means that the machine was busy. */
      readonly cpuMs?: number;
    }
  /** The process died or broke the protocol. */
  | {
      readonly kind: 'died';
      readonly program: number;
      readonly call?: number;
      readonly detail: string;
      readonly ms: number;
    }
  /** The server itself is gone; `alive` is false. Nothing of the current program can be concluded. */
  | { readonly kind: 'lost'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export interface AssertRequest {
  readonly program: Pick<BatchProgram, 'source' | 'entry' | 'modules'>;
  /** Statements that fail by raising. */
  readonly assertions: readonly string[];
  /** A list stands for what the function under test yields: see `Program`. */
  readonly yields: boolean;
  /** `callMs` is for one whole assertion. */
  readonly limits: BatchLimits;
}

export interface AssertVerdict {
  readonly passed: boolean;
  /** `value` (of nothing) where it held; else the exception, timeout, crash or refusal. */
  readonly outcome: Outcome;
  /** True where the verdict rested on objects that live in the candidate's process. */
  readonly forgeable: boolean;
}
