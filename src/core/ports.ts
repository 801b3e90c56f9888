/**
 * The whole outside world, as core sees it. Adapters live in `node/` and `vscode/`.
 */
import type { Probe, Test } from './check.ts';
import type { Outcome } from './outcome.ts';
import type { ModuleSet } from './module-set.ts';
import type { Failure, Result } from './result.ts';
import type { SyntaxSummary } from './syntax.ts';
import type { SyntaxTree } from './syntax-tree.ts';
import type { Effort } from './effort.ts';
import type { LanguageId } from './text.ts';

/** The part of the platform's AbortSignal that core uses. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Milliseconds since the epoch, and a monotonic reading for durations. */
export interface Clock {
  now(): number;
  monotonic(): number;
}

/** Calls back once after some milliseconds, unless the function it returns was called before. */
export interface Timer {
  after(ms: number, callback: () => void): () => void;
}

/** Seeded chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
  /** An independent generator that depends only on this one's seed and the label. */
  fork(label: string): Random;
}

/** SHA-256 of UTF-8 text, lower-case hex. */
export type Hash = (text: string) => string;

// --- Models -------------------------------------------------------------------------------------

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ModelRequest {
  readonly messages: readonly ChatMessage[];
  /** How many independent samples. */
  readonly samples: number;
  readonly temperature: number;
  /** Output limit of the answer of one sample, in tokens. */
  readonly maxTokens: number;
  /** Room beside it for what the model thinks before it answers, in tokens per sample. */
  readonly reasoningTokens?: number;
  /** How much the model is to reason; a wish. Absent: as much as it does by itself. */
  readonly effort?: Effort;
  readonly stop?: readonly string[];
  /** A JSON schema for the answer; a wish, since not every server honours it. */
  readonly schema?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
}

export interface ModelSample {
  /** The answer alone: what a model thought before it is no part of it. */
  readonly text: string;
  /** `length`: hit the output limit; `cut`: the stream ended early. Both may be parsed as far as they go. */
  readonly finish: 'stop' | 'length' | 'cut';
  /** Why `text` is empty, for people: a refusal, a filter, a limit that was reached too early. */
  readonly why?: string;
  /** What the model thought aloud; only where the user wants it kept. */
  readonly reasoning?: string;
  /** Why it was ended before the model did; what had come by then is `text`. */
  readonly stopped?: StopReason;
}

/**
 * Why nothing useful was to be expected of a sample any more: what it writes repeats; it goes on after its code is
 * complete; it writes prose and comes to no code.
 */
export type StopReason = 'repeats' | 'goes-on' | 'rambles';

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** How many of the completion tokens were thought; absent where the model did not think. */
  readonly reasoningTokens?: number;
  /** Tokens that limits left to samples which were stopped: what that saved, at most. Absent where none were. */
  readonly savedTokens?: number;
  /** True where the server gave no counts. */
  readonly estimated: boolean;
}

export interface ModelReply {
  readonly samples: readonly ModelSample[];
  readonly usage: Usage;
  /** The model that answered, as the server names it. */
  readonly model: string;
  /** What had to be changed for this endpoint (`temperature` dropped, …): said once per endpoint. */
  readonly notices: readonly string[];
  /** Where several models are asked as one: the id of the one that answered. */
  readonly answeredBy?: string;
  /** All that is known of the model now, where this answer taught something. */
  readonly learnt?: ModelTraits;
}

/** Ways to ask a server: Chat Completions, OpenAI's Responses, Anthropic's Messages, Gemini's own API. */
export type ModelApi = 'chat' | 'responses' | 'messages' | 'gemini';

/**
 * A parameter that some servers refuse; `system` is the role, `effort` whatever says how much to reason, and
 * `chat_template_kwargs` the way in which servers of open models are told not to.
 */
export type RefusableParameter =
  | 'temperature'
  | 'n'
  | 'stop'
  | 'response_format'
  | 'stream'
  | 'stream_options'
  | 'system'
  | 'effort'
  | 'chat_template_kwargs';

/**
 * How a model at its endpoint wants to be asked, learnt from its answers. Absent: nothing is known, and
 * it is asked as most models are.
 */
export interface ModelTraits {
  /** How the server wants to be asked, where its answers told. */
  readonly api?: ModelApi;
  readonly refuses?: readonly RefusableParameter[];
  /** Name of the output limit where it is not `max_tokens`; `none`: the server takes no limit. */
  readonly limitName?: 'max_completion_tokens' | 'none';
  /** The most tokens that it gives in one answer. */
  readonly mostTokens?: number;
  /** Tokens that prompt and answer may have together. */
  readonly contextTokens?: number;
  /** Room that its answers need for reasoning, in tokens. */
  readonly reasoningTokens?: number;
  /** The efforts of reasoning that it knows, where it told. */
  readonly efforts?: readonly Effort[];
  /** How much it is to reason is said by a number of tokens. */
  readonly effortInTokens?: true;
  /** It thinks at the beginning of its answers and marks only the end of that. */
  readonly thinksUnmarked?: true;
}

export type ModelFailureReason =
  | 'not-configured'
  | 'unauthorised'
  | 'unreachable'
  | 'out-of-credit'
  | 'rate-limited'
  | 'timeout'
  | 'server-error'
  | 'bad-response'
  | 'rejected'
  | 'context-too-long'
  | 'not-recorded'
  | 'cancelled';

export type ModelFailure = Failure<ModelFailureReason>;

export interface ModelOptions {
  readonly signal: CancelSignal;
  /** The Action that asks; a recording answers by it. */
  readonly action: string;
  /** Which of several models is meant: `small` for work that needs little, or the id of one. */
  readonly part?: string;
  /** The run that asks: runs take turns at one endpoint. */
  readonly run?: string;
  /** Called as text arrives: sample index and what there is of it so far. */
  readonly onProgress?: (sample: number, so: SampleProgress) => void;
  /** Called when the next attempt has to wait. */
  readonly onWait?: (wait: ModelWait) => void;
}

/** Why a request waits before it is sent again, and for how many ms. */
export interface ModelWait {
  readonly why: ModelFailureReason;
  readonly ms: number;
}

/** How much of a sample has come. */
export interface SampleProgress {
  /** Characters of all, reasoning included. */
  readonly characters: number;
  /** Characters of reasoning. */
  readonly reasoning: number;
}

/** A language model. Never rejects for what is expected to fail: see `ModelFailureReason`. */
export interface Model {
  /** For people and journals: provider and model name, never a key. */
  readonly id: string;
  /** Several models that are asked as one: the ids of all, and of those that write candidates. */
  readonly team?: { readonly ids: readonly string[]; readonly pool: readonly string[] };
  /** What is known of it before a request. */
  traits?(): Promise<ModelTraits>;
  complete(request: ModelRequest, options: ModelOptions): Promise<Result<ModelReply, ModelFailure>>;
}

// --- Runner -------------------------------------------------------------------------------------

/** A complete module, run in the sandbox. */
export interface Program {
  readonly id: string;
  readonly source: string;
  /** Dotted name of the function or class under test; `refused` where the module lacks it. */
  readonly entry: string;
  /** Calls of it give something to go through: a list stands for what it yields. */
  readonly yields?: boolean;
}

export interface RunLimits {
  /** Wall time of one call, in ms. Under `stopEarly` a slow program may be given less. */
  readonly callMs: number;
  /** Address space of one candidate process, in MiB. */
  readonly memoryMiB: number;
  /** Bytes of printed output kept and of one encoded value. */
  readonly outputBytes: number;
}

export interface RunRequest {
  readonly language: LanguageId;
  readonly programs: readonly Program[];
  /** What programs may import of the workspace. */
  readonly modules?: ModuleSet;
  /** Every program meets every check. */
  readonly checks: readonly (Probe | Test)[];
  /**
   * A module without any candidate's code, in which expected expressions that are no literals are
   * evaluated: then no candidate decides what is expected of it.
   */
  readonly reference?: string;
  readonly limits?: Partial<RunLimits>;
  /** Each program in a process of its own; otherwise programs may share a warm worker. */
  readonly alone?: boolean;
  /** Another hash and random seed, to find nondeterminism. */
  readonly hashSeed?: number;
  /** Keep what programs print. */
  readonly printed?: boolean;
  /**
   * Stop a program at its first failed trusted test or timeout; the rest is `skipped`. One that takes
   * many times as long as the others on two inputs is a timeout at once if a quicker one passes.
   */
  readonly stopEarly?: boolean;
}

export interface CheckResult {
  readonly outcome: Outcome;
  /** For a Test: judged by the trusted parent (or its judge process). Absent for a Probe. */
  readonly passed?: boolean;
  /** True where the verdict came from the candidate's own process and must not decide alone. */
  readonly forgeable?: boolean;
}

export interface RunReply {
  /** `results[p][c]`: program p on check c, in the order of the request. */
  readonly results: readonly (readonly CheckResult[])[];
}

/**
 * Why a request has no reply; what a program does is never a reason. The message says what to do.
 * `unreachable`: what runs programs lies elsewhere and cannot be asked just now; trying again may help.
 */
export type RunFailureReason =
  'no-sandbox' | 'no-interpreter' | 'unsupported-language' | 'unreachable' | 'cancelled';

export type RunFailure = Failure<RunFailureReason>;

export interface RunOptions {
  readonly signal: CancelSignal;
  /** The run that asks: runs take turns at the sandbox. */
  readonly run?: string;
  /** Called for each finished program. */
  readonly onProgram?: (program: string, results: readonly CheckResult[]) => void;
}

/** Runs candidates. Verdicts are made by the trusted side; see ARCHITECTURE.md. */
export interface Runner {
  run(request: RunRequest, options: RunOptions): Promise<Result<RunReply, RunFailure>>;
}

// --- Source -------------------------------------------------------------------------------------

/** A node of the syntax tree that a query captured under a name. Offsets into the text. */
export interface CapturedNode {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Reads source text with tree-sitter, in a worker. Tolerates syntax errors; rejects after a time limit. */
export interface Parser {
  /** The concrete syntax tree: what everything that looks at code goes by. */
  tree(language: LanguageId, text: string): Promise<SyntaxTree>;
  /** What a file declares, cheap enough to compute at every edit. */
  summarize(language: LanguageId, text: string): Promise<SyntaxSummary>;
  /** The captures of a tree-sitter query, in the order of the text. */
  nodes(language: LanguageId, text: string, query: string): Promise<readonly CapturedNode[]>;
}

// --- Store --------------------------------------------------------------------------------------

/** The journal file of one run, held by this process alone until it is closed. */
export interface RunLog {
  /**
   * Appends one line; lines are written in the order of the calls. Resolves when the line has left
   * this process; with `durable`, when it would also survive a loss of power. Rejects for good once
   * a write has failed, so that a journal never has a hole.
   */
  append(line: string, durable: boolean): Promise<void>;
  close(): Promise<void>;
}

/** What a run's file holds: its complete lines, and whether a torn last line was left out. */
export interface StoredRun {
  readonly lines: readonly string[];
  readonly torn: boolean;
  /** This machine did not write them, or not as they are: nothing that they say is to be believed. */
  readonly isForeign?: boolean;
}

/** First and last complete line of a run, and whether a process holds it now. */
export interface RunEnds {
  readonly first: string;
  readonly last: string;
  readonly held: boolean;
}

export type StoreFailure = Failure<'unknown-run' | 'run-exists' | 'locked'>;

/** One append-only line file per run. Rejects where the disk fails. */
export interface Store {
  create(run: string): Promise<Result<RunLog, StoreFailure>>;
  /** Opens a run to go on with it. A torn last line is cut off. */
  open(run: string): Promise<Result<StoredRun & { readonly log: RunLog }, StoreFailure>>;
  /** Reads without holding: the run may be going on elsewhere. */
  read(run: string): Promise<Result<StoredRun, StoreFailure>>;
  /** Enough to list a run; undefined where it has no complete line. */
  ends(run: string): Promise<RunEnds | undefined>;
  /** Ids of all runs, in no order. */
  list(): Promise<readonly string[]>;
}
