import type { Answer, Question } from '../question.ts';
import type {
  CancelSignal,
  CheckResult,
  Clock,
  Model,
  ModelFailureReason,
  ModelRequest,
  ModelWait,
  RunFailureReason,
  Runner,
  RunRequest,
  SampleProgress,
} from '../ports.ts';
import type { ModuleSet } from '../module-set.ts';
import { nothing, type Amounts } from './budget.ts';
import type { RecordedOutput } from './journal.ts';
import type { Pending } from './pending.ts';
import type { Action } from './step.ts';
import { usageCost, type Price } from './prices.ts';
import { evaluations, recordRun } from './recorded-run.ts';

/** Puts questions to the user. Resolves to `unanswered` where the user waves it away. */
export interface AnswerPort {
  ask(
    question: Question,
    options: { readonly signal: CancelSignal; readonly run: string; readonly action: string },
  ): Promise<Answer>;
}

/** Reasons for which a run cannot go on; its journal stays resumable. */
export type FatalReason =
  | Exclude<ModelFailureReason, 'cancelled'>
  | Exclude<RunFailureReason, 'unreachable' | 'cancelled'>
  | 'runner-unreachable';

/** What came of performing an action. */
export type Effect =
  | {
      readonly kind: 'done';
      readonly output: RecordedOutput;
      readonly cost: Amounts;
      readonly ms: number;
    }
  | { readonly kind: 'fatal'; readonly reason: FatalReason; readonly message: string }
  | { readonly kind: 'cancelled' };

/** Hears what goes on inside actions, for live displays; takes no part in the outcome. */
export interface EffectWatcher {
  /** Text is arriving: which sample, and how much of it there is. */
  readonly onProgress?: (action: string, node: string, sample: number, so: SampleProgress) => void;
  /** A request waits before it is sent again. */
  readonly onWait?: (action: string, node: string, wait: ModelWait) => void;
  /** A program of a run action is through. */
  readonly onProgram?: (program: ProgramRun) => void;
}

export interface ProgramRun {
  readonly action: string;
  readonly node: string;
  readonly request: RunRequest;
  readonly program: string;
  readonly results: readonly CheckResult[];
}

const fatalModelFailures: ReadonlySet<ModelFailureReason> = new Set([
  'not-configured',
  'unauthorised',
  'unreachable',
  'out-of-credit',
]);

/** Which of several models an action is for. */
export function partOf(action: Action): string | undefined {
  if (action.kind !== 'ask') return undefined;
  return action.model ?? (action.operator.effort === undefined ? undefined : 'small');
}

export interface EffectPorts {
  readonly model: Model;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly answers: AnswerPort | undefined;
  /** The price of a model, by its id. */
  readonly priceOf: (model: string) => Price | undefined;
  readonly watcher: EffectWatcher;
  /** What the task's programs may import: the same for all of them, so no action repeats it. */
  readonly modules: ModuleSet | undefined;
}

/** Performs actions: the only caller of model, runner and user. */
export class Effects {
  readonly #run: string;
  readonly #ports: EffectPorts;

  constructor(run: string, ports: EffectPorts) {
    this.#run = run;
    this.#ports = ports;
  }

  async perform(pending: Pending): Promise<Effect> {
    const { clock } = this.#ports;
    const began = clock.monotonic();
    const effect = await this.#perform(pending);
    if (effect.kind !== 'done') return effect;
    return { ...effect, ms: Math.max(0, Math.round(clock.monotonic() - began)) };
  }

  async #perform(pending: Pending): Promise<Effect> {
    const { action, asked } = pending;
    switch (action.kind) {
      case 'ask':
        if (!asked) throw new Error(`The ask ${pending.id} has no request.`);
        return this.#ask(pending, asked);
      case 'run':
        return this.#runPrograms(pending, action.request);
      case 'question':
        return this.#question(pending, action.question);
    }
  }

  async #ask(pending: Pending, request: ModelRequest): Promise<Effect> {
    const { id, action, cancellation } = pending;
    const { model, priceOf, watcher } = this.#ports;
    const part = partOf(action);
    const { onProgress, onWait } = watcher;
    const result = await model.complete(request, {
      signal: cancellation,
      action: id,
      run: this.#run,
      ...(part === undefined ? {} : { part }),
      ...(onProgress
        ? {
            onProgress: (sample, so) => onProgress(id, action.node, sample, so),
          }
        : {}),
      ...(onWait ? { onWait: (wait) => onWait(id, action.node, wait) } : {}),
    });
    if (result.ok) {
      const { samples, usage, model: name, notices, learnt, answeredBy } = result.value;
      return {
        kind: 'done',
        output: {
          kind: 'reply',
          reply: {
            model: name,
            usage,
            notices,
            samples,
            ...(learnt ? { learnt } : {}),
            ...(answeredBy === undefined ? {} : { answeredBy }),
          },
        },
        cost: usageCost(usage, priceOf(answeredBy ?? model.id)),
        ms: 0,
      };
    }
    const { reason, message } = result.error;
    if (reason === 'cancelled') return { kind: 'cancelled' };
    if (fatalModelFailures.has(reason)) return { kind: 'fatal', reason, message };
    return {
      kind: 'done',
      output: { kind: 'failure', failure: { reason, message } },
      cost: nothing,
      ms: 0,
    };
  }

  async #runPrograms(pending: Pending, request: RunRequest): Promise<Effect> {
    const { id, action, cancellation } = pending;
    const { runner, watcher, modules } = this.#ports;
    const { onProgram } = watcher;
    const whole: RunRequest = modules === undefined ? request : { ...request, modules };
    const result = await runner.run(whole, {
      signal: cancellation,
      run: this.#run,
      ...(onProgram
        ? {
            onProgram: (program, results) =>
              onProgram({ action: id, node: action.node, request, program, results }),
          }
        : {}),
    });
    if (result.ok) {
      return {
        kind: 'done',
        output: { kind: 'outcomes', outcomes: recordRun(result.value) },
        cost: { ...nothing, runs: evaluations(result.value) },
        ms: 0,
      };
    }
    const { reason, message } = result.error;
    switch (reason) {
      case 'cancelled':
        return { kind: 'cancelled' };
      case 'unreachable':
        // Without a name of its own it would be taken for a model that does not answer.
        return { kind: 'fatal', reason: 'runner-unreachable', message };
      case 'no-sandbox':
      case 'no-interpreter':
      case 'unsupported-language':
        return { kind: 'fatal', reason, message };
    }
  }

  async #question({ id, cancellation }: Pending, question: Question): Promise<Effect> {
    const answer: Answer = this.#ports.answers
      ? await this.#ports.answers.ask(question, {
          signal: cancellation,
          run: this.#run,
          action: id,
        })
      : { kind: 'unanswered' };
    if (cancellation.aborted) return { kind: 'cancelled' };
    return { kind: 'done', output: { kind: 'answer', answer }, cost: nothing, ms: 0 };
  }
}
