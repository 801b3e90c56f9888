import * as vscode from 'vscode';
import type { Task } from '../../core/task.ts';
import { estimateText } from '../cost/cost-text.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';
import type { Reviews } from '../review/reviews.ts';
import type { Grower } from '../runs/grower.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { modelLabel, type ModelChoice } from '../settings/model-choice.ts';
import { readSetting } from '../settings/read.ts';
import { budgetLimits, runSettings } from '../settings/run-settings.ts';
import { findFunction, signalOf, type FoundFunction, type FunctionInput } from './tool-input.ts';
import { runText, type FileState } from './tool-text.ts';
import { shownLine, ShownMarkdown } from '../shown.ts';

export interface GrowToolParts {
  readonly host: EngineHost;
  readonly grower: Grower;
  readonly reviews: Reviews;
  readonly model: ModelChoice;
}

interface ApplyInput extends FunctionInput {
  /** Puts the result into the file where it is proven. */
  readonly apply?: boolean;
}

export interface GrowInput extends ApplyInput {
  readonly instruction?: string;
}

export interface RepairInput extends ApplyInput {
  readonly problem?: string;
  /** Test code that ought to hold. */
  readonly test?: string;
}

/** What a run is to be made of. */
interface Wanted {
  readonly task: Task;
  /** The one that is set, where absent. */
  readonly strategy?: string;
}

/** Grows a function for a calling model. Writes nothing unless that was asked for and confirmed. */
abstract class RunTool<T extends ApplyInput> implements vscode.LanguageModelTool<T> {
  protected readonly parts: GrowToolParts;

  constructor(parts: GrowToolParts) {
    this.parts = parts;
  }

  /** What is to be run; throws an Error for the calling model. */
  protected abstract wanted(input: T, signal: AbortSignal): Promise<FoundFunction & Wanted>;
  protected abstract question(name: string): string;
  /** The strategy that an estimate is for; the one that is set, where undefined. */
  protected readonly usual: string | undefined = undefined;

  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<T>): Promise<vscode.PreparedToolInvocation> {
    const { host } = this.parts;
    const model = await this.parts.model.find();
    const { task, path } = await findFunction(host, input);
    const limits = budgetLimits(readSetting);
    const message = new ShownMarkdown();
    if (model.ok) {
      const set = runSettings(readSetting);
      const settings = { ...set, strategy: this.usual ?? set.strategy };
      const estimate = await host.use((coppice) => coppice.estimate(task, settings, model.value));
      message.text(
        vscode.l10n.t(
          'Coppice asks {0} for candidates ({1}) and runs them in the sandbox.',
          modelLabel(model.value),
          estimateText(estimate, limits.tokens),
        ),
      );
    } else message.text(model.error.message);
    message.paragraph();
    message.text(
      input.apply === true
        ? vscode.l10n.t('A proven result is written into {0}; one undo takes it back.', path)
        : vscode.l10n.t('{0} is not changed: you review the result.', path),
    );
    return {
      invocationMessage: shownLine(vscode.l10n.t('Growing {0}', input.function)),
      confirmationMessages: {
        title: shownLine(this.question(input.function)),
        message: message.markdown,
      },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<T>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const signal = signalOf(token);
    const model = await this.parts.model.find();
    if (!model.ok) {
      throw new Error(`${model.error.message} Only the user can: Coppice: Choose Model.`);
    }
    const { task, strategy, path } = await this.wanted(input, signal);
    const run = await this.parts.grower.growTask(task, {
      ...(strategy === undefined ? {} : { strategy }),
      signal,
    });
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const name = task.target.qualifiedName;
    if (!run)
      throw new Error(`${name} is being grown already. Wait for it, or let the user stop it.`);
    if (!run.result) throw new Error(run.failure?.message ?? `${name} could not be grown.`);
    // Made before the file may change: afterwards there is no difference.
    const diff = await this.#diffOf(run, path);
    const file = await this.#apply(run, input.apply === true);
    return new vscode.LanguageModelToolResult([
      new vscode.LanguageModelTextPart(runText(name, run.result, diff, file)),
    ]);
  }

  async #diffOf({ task, solution }: LiveRun, path: string): Promise<string | undefined> {
    if (!solution) return undefined;
    const uri = vscode.Uri.parse(task.target.snapshot.uri);
    const now = snapshotOf(await vscode.workspace.openTextDocument(uri));
    if (!now) return undefined;
    return this.parts.host.use(async (coppice) => {
      const patch = await coppice.patchOf(task, solution, now);
      if (!patch.ok) throw new Error(patch.error.message);
      return coppice.diffOf(patch.value, path);
    });
  }

  async #apply(run: LiveRun, isWanted: boolean): Promise<FileState> {
    if (!isWanted || run.solution?.functions[0]?.accepted !== true) return 'unchanged';
    return (await this.parts.reviews.accept(run)) ? 'changed' : 'refused';
  }
}

/** `coppice_grow` */
export class GrowTool extends RunTool<GrowInput> {
  protected wanted(input: GrowInput): Promise<FoundFunction> {
    const { instruction } = input;
    return findFunction(this.parts.host, input, instruction ? { instruction } : {});
  }

  protected question(name: string): string {
    return vscode.l10n.t('Grow {0} with Coppice?', name);
  }
}

/** `coppice_repair` */
export class RepairTool extends RunTool<RepairInput> {
  protected override readonly usual = 'reflexion';

  protected async wanted(input: RepairInput, signal: AbortSignal): Promise<FoundFunction & Wanted> {
    const { problem = '', test } = input;
    const found = await findFunction(this.parts.host, input, test ? { asserted: test } : {});
    const name = found.task.target.qualifiedName;
    const options = { settings: runSettings(readSetting), signal };
    const repair = await this.parts.host.use((coppice) =>
      coppice.repair(found.task, problem, options),
    );
    if (!repair.ok) throw new Error(repair.error.message);
    if (problem === '' && repair.value.failing.length === 0) {
      throw new Error(
        `${name} passes its trusted examples, so nothing says what is wrong with it. Give a problem, or a test that fails and whose values stand in it.`,
      );
    }
    return { ...found, ...repair.value };
  }

  protected question(name: string): string {
    return vscode.l10n.t('Repair {0} with Coppice?', name);
  }
}
