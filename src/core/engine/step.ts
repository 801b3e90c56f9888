import type { Question, Answer } from '../question.ts';
import type { Failure, Result } from '../result.ts';
import type { ModelFailure, ModelReply, RunReply, RunRequest } from '../ports.ts';
import type { StrategyEvent } from '../view/event.ts';
import type { Operator, OperatorTools } from './operator.ts';

export interface AskAction {
  readonly kind: 'ask';
  readonly node: string;
  readonly operator: Operator<unknown, unknown>;
  readonly input: unknown;
  /** The model that is to answer, where there are several. */
  readonly model?: string;
  /** The same asked once more, with a larger limit. */
  readonly again?: Again;
}

/** What an ask gave whose limit cut samples short before they held anything whole. */
export interface Again {
  readonly reply: ModelReply;
  /** Indices of the samples that are asked for anew. */
  readonly samples: readonly number[];
}

export interface RunAction {
  readonly kind: 'run';
  readonly node: string;
  /** Short name of the purpose; part of the action id. */
  readonly purpose: string;
  readonly request: RunRequest;
}

export interface QuestionAction {
  readonly kind: 'question';
  readonly node: string;
  readonly question: Question;
}

/** An effect that only the engine loop performs. Its result is journalled. */
export type Action = AskAction | RunAction | QuestionAction;

/** One of several routines that run side by side. `label` is part of the ids of its actions. */
export interface Child<T> {
  readonly label: string;
  readonly routine: Routine<T>;
  /** Relative share of the parent's remaining budget, by expected difficulty; 1 when absent. */
  readonly share?: number;
}

/**
 * A pure computation that needs the parser, such as making mutants of a candidate. It is no effect:
 * the engine awaits it with its tools, journals nothing, and computes it again on replay.
 */
export interface DeriveStep {
  readonly kind: 'derive';
  readonly node: string;
  /** Short name of the purpose, for error messages. */
  readonly purpose: string;
  readonly compute: (tools: OperatorTools) => Promise<unknown>;
  /** The journal format with which it came: see `deriveSince`. */
  readonly since?: number;
}

export type Step =
  | Action
  | DeriveStep
  | { readonly kind: 'report'; readonly event: StrategyEvent }
  | { readonly kind: 'all'; readonly children: readonly Child<unknown>[] };

/**
 * A deterministic generator: yields Steps, receives their results. Write it with `yield*` and the
 * helpers below, which give each step the type of its result.
 */
export type Routine<T> = Generator<Step, T, unknown>;

/**
 * The budget has no room for this request. A strategy that meets it makes no further demands that
 * are as large and winds up with the best it has; where the Solution is not accepted, the run then
 * ends as `paused` and says what more would buy. A resume with a larger budget asks again.
 */
export interface BudgetFailure extends Failure<'budget'> {
  readonly limit: 'tokens' | 'money' | 'seconds' | 'runs';
  /** How many of the request's samples would still fit, fewer than it asked for; often 0. */
  readonly fits: number;
}

/**
 * Why an ask gave nothing: the model failed, its answer held nothing usable, or the budget has no
 * room. Failures that end the run (no model, no key, no network) never reach a strategy.
 */
export type AskFailure = ModelFailure | Failure<'nothing-usable'> | BudgetFailure;

/** The output of an operator with the origin facts a Candidate needs. */
export interface Asked<Output> {
  readonly action: string;
  readonly model: string;
  readonly promptHash: string;
  /** Completion tokens of the reply divided by its samples. */
  readonly tokensPerSample: number;
  readonly output: Output;
}

/** What comes of one ask. `again`: its limit cut samples short, and a larger one may help. */
export type Answered<Output> = Result<Asked<Output>, AskFailure> & { readonly again?: Again };

/**
 * Asks a model through an operator. What fails for this request alone comes back as a Result. Samples
 * that the output limit cut short are asked for once more with a larger one, as far as the budget goes.
 */
export function* ask<Input, Output>(
  node: string,
  operator: Operator<Input, Output>,
  input: Input,
  model?: string,
): Routine<Result<Asked<Output>, AskFailure>> {
  const action: AskAction = {
    kind: 'ask',
    node,
    operator,
    input,
    ...(model === undefined ? {} : { model }),
  };
  const first = (yield action) as Answered<Output>;
  if (!first.again) return first;
  const second = (yield* askAgain(action, first.again)) as Answered<Output>;
  // Half an answer is better than none.
  return second.ok || !first.ok ? second : first;
}

function* askAgain(action: AskAction, again: Again): Routine<Answered<unknown>> {
  const answered = (yield { ...action, again }) as Answered<unknown>;
  const fits = !answered.ok && answered.error.reason === 'budget' ? answered.error.fits : 0;
  if (fits === 0) return answered;
  const samples = again.samples.slice(0, fits);
  return (yield { ...action, again: { ...again, samples } }) as Answered<unknown>;
}

/**
 * Runs programs in the sandbox. The engine ends the run when no sandbox can be had. Where the
 * budget of runs has no room, every outcome is `skipped` and no test counts as passed.
 */
export function* run(node: string, purpose: string, request: RunRequest): Routine<RunReply> {
  const action: RunAction = { kind: 'run', node, purpose, request };
  return (yield action) as RunReply;
}

/** Asks the user. `unanswered` where nobody is there to answer. */
export function* question(node: string, asked: Question): Routine<Answer> {
  const action: QuestionAction = { kind: 'question', node, question: asked };
  return (yield action) as Answer;
}

/** Computes something pure that needs the parser. `compute` must depend on nothing else. */
export function* derive<T>(
  node: string,
  purpose: string,
  compute: (tools: OperatorTools) => Promise<T>,
): Routine<T> {
  return (yield { kind: 'derive', node, purpose, compute }) as T;
}

/**
 * The same for what came with a format of the journal. Undefined where a run of an older format is shown,
 * whose strategy went on without it, and without the actions that follow from it.
 */
export function* deriveSince<T>(
  since: number,
  node: string,
  purpose: string,
  compute: (tools: OperatorTools) => Promise<T>,
): Routine<T | undefined> {
  return (yield { kind: 'derive', node, purpose, compute, since }) as T | undefined;
}

/** Reports progress to whoever watches. */
export function* report(event: StrategyEvent): Routine<void> {
  yield { kind: 'report', event };
}

/**
 * Runs the children side by side; results come in the order of the children, whose labels differ.
 * What is left of the budget is leased to them by `share`; what they leave returns. A child that
 * needs more than its lease waits for what its siblings leave, so that who gets what never depends
 * on whose answer came first. When a child throws, its siblings are cancelled and `all` throws.
 */
export function* all<T>(children: readonly Child<T>[]): Routine<readonly T[]> {
  if (children.length === 0) return [];
  return (yield { kind: 'all', children }) as readonly T[];
}
