import * as vscode from 'vscode';
import { isModuleOfPlan } from '../../core/plan/edited-plan.ts';
import type { RunResult } from '../../core/engine/run-session.ts';
import type { Estimate } from '../../core/estimate/estimate.ts';
import type { Failure, Result } from '../../core/result.ts';
import type { RunSettings } from '../../core/settings.ts';
import type { Task } from '../../core/task.ts';
import type { Coppice, RegrowOptions, RunHooks } from '../../node/coppice.ts';
import { enlargedBudget } from '../cost/budget-used-up.ts';
import { estimateText } from '../cost/cost-text.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import { snapshotOrTold } from '../documents/supported.ts';
import type { EngineHost } from '../engine-host.ts';
import { commands } from '../ids.ts';
import { offer } from '../offer.ts';
import type { Questions } from '../question/questions.ts';
import type { ModelChoice } from '../settings/model-choice.ts';
import { readSetting } from '../settings/read.ts';
import { budgetLimits, runSettings } from '../settings/run-settings.ts';
import type { Terminals } from '../terminal/terminals.ts';
import { isTrustedOrTold } from '../trust.ts';
import { tellEnd, tellFailure } from './endings.ts';
import type { LiveRun } from './live-run.ts';
import type { Runs } from './runs.ts';
import { showWarningMessage } from '../shown.ts';

export interface GrowerParts {
  readonly host: EngineHost;
  readonly runs: Runs;
  readonly model: ModelChoice;
  readonly terminals: Terminals;
  readonly questions: Questions;
}

/** What is asked beside the place: words of the user's, another strategy. */
export interface GrowExtra {
  readonly instruction?: string;
  readonly strategy?: string;
}

/** How a task that is there already is grown. */
export interface GrowTaskExtra {
  readonly strategy?: string;
  /** An earlier run whose answers are taken over. */
  readonly reuse?: string;
  /** Stops the run, beside the ways in which the user can. */
  readonly signal?: AbortSignal;
}

/** What surrounds the start of a run. */
interface Surroundings {
  /** Says what it will take. */
  readonly foresee?: ((coppice: Coppice) => Promise<Estimate>) | undefined;
  /** The run whose row it takes. */
  readonly replaces?: LiveRun;
  readonly signal?: AbortSignal | undefined;
}

/** Starts runs and takes them to their end. Sends and runs nothing in Restricted Mode. */
export class Grower {
  readonly #parts: GrowerParts;

  constructor(parts: GrowerParts) {
    this.#parts = parts;
  }

  /** Grows the function around an offset. Resolves when the run is over. */
  async growAt(
    document: vscode.TextDocument,
    offset: number,
    wanted: GrowExtra = {},
  ): Promise<void> {
    const { instruction, strategy } = wanted;
    if (!isTrustedOrTold()) return;
    const { host } = this.#parts;
    if (!snapshotOrTold(document)) return;
    const model = await this.#parts.model.get(() => this.growAt(document, offset, wanted));
    const snapshot = model && snapshotOf(document);
    if (!snapshot) return;
    const extra = instruction === undefined ? {} : { instruction };
    const captured = await host.use((coppice) => coppice.capture(snapshot, offset, extra));
    if (!captured.ok) {
      void showWarningMessage(captured.error.message);
      return;
    }
    const task = captured.value;
    if (this.#isGrowing(task)) return;
    const settings = this.#settings(strategy);
    await this.#run(task, (coppice, hooks) => coppice.grow(task, settings, model, hooks), {
      foresee: (coppice) => coppice.estimate(task, settings, model),
    });
  }

  /**
   * Grows a task that is there already, such as that of a plan. Resolves with the run when it is over;
   * undefined where there was none, which the user has been told.
   */
  async growTask(task: Task, wanted: GrowTaskExtra): Promise<LiveRun | undefined> {
    const { strategy, reuse, signal } = wanted;
    if (!isTrustedOrTold()) return undefined;
    // Who called with a signal has had an answer by the time that a model is chosen.
    const again = () => (wanted.signal ? undefined : this.growTask(task, wanted));
    const model = await this.#parts.model.get(again);
    if (!model || this.#isGrowing(task)) return undefined;
    const options = reuse === undefined ? {} : { reuse };
    const settings = this.#settings(strategy);
    return this.#run(
      task,
      (coppice, hooks) => coppice.grow(task, settings, model, hooks, options),
      // Of a run that takes answers over, nobody knows how many still fit.
      {
        signal,
        foresee:
          reuse === undefined ? (coppice) => coppice.estimate(task, settings, model) : undefined,
      },
    );
  }

  /** True where the same function is being grown, which the user is told. */
  #isGrowing({ target }: Task): boolean {
    const uri = vscode.Uri.parse(target.snapshot.uri);
    const other = this.#parts.runs.of(uri, target.qualifiedName);
    if (other?.isRunning) {
      void offer(vscode.l10n.t('{0} is being grown already.', target.qualifiedName), [
        {
          title: vscode.l10n.t('Show Plan'),
          command: commands.showPlan,
          args: [{ run: other.key }],
        },
        { title: vscode.l10n.t('Stop'), command: commands.stop, args: [{ run: other.key }] },
      ]);
      return true;
    }
    return false;
  }

  /**
   * Goes on with a run that stopped before it was solved, by the limits that are set now; with
   * `more` by those beyond what it has taken.
   */
  async resume(run: LiveRun, { more = false } = {}): Promise<void> {
    if (!isTrustedOrTold() || run.isRunning || !run.result) return;
    const { id, isOlder } = run.result;
    if (isOlder) {
      // It cannot be gone on with: a new run takes its row, and over from it what still fits.
      await this.regrow(run, {});
      return;
    }
    const budget = more ? enlargedBudget(run.result) : budgetLimits(readSetting);
    const model = await this.#parts.model.get(() => this.resume(run, { more }));
    if (!model) return;
    await this.#run(
      run.task,
      (coppice, hooks) => coppice.resume(id, model, hooks, { budget, task: run.task }),
      { replaces: run },
    );
  }

  /**
   * Grows a run again with some changes; answers that still fit are taken over. The new run takes
   * the row of the old one, which is stopped first if it still goes on.
   */
  async regrow(run: LiveRun, changes: RegrowOptions): Promise<void> {
    if (!isTrustedOrTold()) return;
    const model = await this.#parts.model.get(() => this.regrow(run, changes));
    if (!model) return;
    await this.#ended(run);
    const id = run.view?.id;
    // Meanwhile the user may have taken it out of the view, or changed it in another way.
    if (id === undefined || this.#parts.runs.get(run.key) !== run) return;
    const { task = run.task } = changes;
    // A run that was only to plan grows now.
    const isPlanned = run.result?.state === 'solved' && run.solution === undefined;
    const limits = {
      budget: budgetLimits(readSetting),
      ...(isPlanned ? { strategy: this.#settings(undefined).strategy } : {}),
      ...changes,
      task,
    };
    await this.#run(task, (coppice, hooks) => coppice.regrow(id, limits, model, hooks), {
      replaces: run,
    });
  }

  /** Grows a task from nothing in the place of an earlier run of the same function. */
  async growAnew(run: LiveRun, task: Task): Promise<void> {
    if (!isTrustedOrTold()) return;
    const model = await this.#parts.model.get(() => this.growAnew(run, task));
    if (!model) return;
    await this.#ended(run);
    if (this.#parts.runs.get(run.key) !== run) return;
    const settings = this.#settings(isModuleOfPlan(task) ? 'parsel' : undefined);
    await this.#run(task, (coppice, hooks) => coppice.grow(task, settings, model, hooks), {
      replaces: run,
      foresee: (coppice) => coppice.estimate(task, settings, model),
    });
  }

  /** Stops a run and waits until it is over. */
  async #ended(run: LiveRun): Promise<void> {
    if (!run.isRunning) return;
    await new Promise<void>((resolve) => {
      const watch = this.#parts.runs.onDidChange((changed) => {
        if (changed !== run || run.isRunning) return;
        watch.dispose();
        resolve();
      });
      run.stop();
    });
  }

  #settings(strategy: string | undefined): RunSettings {
    const settings = runSettings(readSetting);
    return strategy === undefined ? settings : { ...settings, strategy };
  }

  async #run(
    task: Task,
    start: (coppice: Coppice, hooks: RunHooks) => Promise<Result<RunResult, Failure>>,
    { foresee, replaces, signal }: Surroundings = {},
  ): Promise<LiveRun> {
    const { host, runs, terminals } = this.#parts;
    const run = replaces ? runs.replace(replaces, task) : runs.add(task);
    // A run that is over takes no notice.
    signal?.addEventListener('abort', () => run.stop(), { once: true });
    if (signal?.aborted) run.stop();
    terminals.begin(run);
    const result = await host
      .use(async (coppice) => {
        if (foresee) this.#expect(run, await foresee(coppice));
        return start(coppice, this.#hooks(run));
      })
      // What was not foreseen is shown like what was, instead of leaving a run that never ends.
      .catch((error: unknown): Result<RunResult, Failure> => {
        return { ok: false, error: { reason: 'internal-error', message: describe(error) } };
      });
    if (result.ok) {
      run.end(result.value);
      tellEnd(run, result.value);
    } else {
      run.fail(result.error);
      tellFailure(run, result.error);
      if (replaces) runs.putBack(replaces);
    }
    return run;
  }

  #expect(run: LiveRun, estimate: Estimate): void {
    run.expect(estimate);
    this.#parts.terminals.estimate(run, estimateText(estimate, budgetLimits(readSetting).tokens));
  }

  #hooks(run: LiveRun): RunHooks {
    const { terminals, questions } = this.#parts;
    return {
      signal: run.signal,
      onView: (view) => run.follow(view),
      onQuestion: (question, signal) => questions.ask(run, question, signal),
      onProgram: (program) => terminals.program(run, program),
      onRunnerEvent: (event) => terminals.runnerEvent(run, event),
    };
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
