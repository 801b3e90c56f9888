import type { Answer, Question } from '../../core/question.ts';
import type { Solution } from '../../core/solution.ts';
import type { RunResult } from '../../core/engine/run-session.ts';
import type { RunView } from '../../core/view/view.ts';
import type { Estimate } from '../../core/estimate/estimate.ts';
import type { Failure } from '../../core/result.ts';
import type { Task } from '../../core/task.ts';

/** What became of a run's result. */
export type Verdict = 'pending' | 'accepted' | 'rejected';

/** A question that the engine waits on. */
export interface OpenQuestion {
  readonly question: Question;
  /** Opens the choice. */
  readonly open: () => void;
  /** Answers it; only the first answer counts. */
  readonly answer: (answer: Answer) => void;
}

/** One run as the editor knows it, from its start until it is removed from the view. */
export class LiveRun {
  /** Unique in this window; the engine's id comes with the first view. */
  readonly key: string;
  readonly task: Task;
  readonly #abort = new AbortController();
  readonly #changed: (run: LiveRun) => void;
  #view: RunView | undefined;
  #estimate: Estimate | undefined;
  #result: RunResult | undefined;
  #failure: Failure | undefined;
  #verdict: Verdict = 'pending';
  #question: OpenQuestion | undefined;

  /** `before`: what its row showed until now, where it takes the row of another run. */
  constructor(key: string, task: Task, changed: (run: LiveRun) => void, before?: RunView) {
    this.#view = before;
    this.key = key;
    this.task = task;
    this.#changed = changed;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get view(): RunView | undefined {
    return this.#view;
  }

  /** What it will probably take; unknown for a run that goes on or comes back. */
  get estimate(): Estimate | undefined {
    return this.#estimate;
  }

  get result(): RunResult | undefined {
    return this.#result;
  }

  /** Why there is no run to speak of. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  get verdict(): Verdict {
    return this.#verdict;
  }

  get question(): OpenQuestion | undefined {
    return this.#question;
  }

  get isRunning(): boolean {
    return !this.#result && !this.#failure;
  }

  /** True from the request to stop on. */
  get isStopping(): boolean {
    return this.isRunning && this.signal.aborted;
  }

  /** What can be put into the file; undefined where no candidate was made. */
  get solution(): Solution | undefined {
    const solution = this.#result?.solution;
    return solution && solution.functions.length > 0 ? solution : undefined;
  }

  /** A result waits for the user's word. */
  get isWaiting(): boolean {
    return this.solution !== undefined && this.#verdict === 'pending';
  }

  /** Stops at once. A run that is over takes no notice. */
  stop(): void {
    if (this.signal.aborted) return;
    this.#abort.abort();
    this.#changed(this);
  }

  expect(estimate: Estimate): void {
    this.#estimate = estimate;
    this.#changed(this);
  }

  follow(view: RunView): void {
    // Before a run grown again has come as far as the one before it, the rows of that one stay.
    const { root, nodes } = this.#view ?? view;
    this.#view = view.nodes.size === 0 && root !== undefined ? { ...view, root, nodes } : view;
    this.#changed(this);
  }

  ask(question: OpenQuestion | undefined): void {
    this.#question = question;
    this.#changed(this);
  }

  end(result: RunResult): void {
    this.#result = result;
    this.#view = result.view;
    this.#question = undefined;
    this.#changed(this);
  }

  fail(failure: Failure): void {
    this.#failure = failure;
    this.#question = undefined;
    this.#changed(this);
  }

  judge(verdict: Verdict): void {
    this.#verdict = verdict;
    this.#changed(this);
  }
}
