import { traitsOf } from '../../core/languages/traits.ts';
import * as vscode from 'vscode';
import type { Contract } from '../../core/contract.ts';
import { isModuleOfPlan } from '../../core/plan/edited-plan.ts';
import { steeredWith, steeringOf, type Steering } from '../../core/steering.ts';
import type { Task } from '../../core/task.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { ShownDocuments } from '../documents/shown-documents.ts';
import type { EngineHost } from '../engine-host.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import type { PlanCommands } from '../plan/plan-commands.ts';
import type { Reviewing } from '../review/reviewing.ts';
import { tabsOfReview } from '../review/review-tabs.ts';
import type { Grower } from '../runs/grower.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { isPinned } from '../tree/plan-element.ts';
import { isTrustedOrTold } from '../trust.ts';
import { compareCandidates } from './compare.ts';
import type { ChosenFunction, NodeChoice } from './node-choice.ts';
import {
  showErrorMessage,
  showInformationMessage,
  showInputBox,
  showWarningMessage,
} from '../shown.ts';

export interface NodeActionParts {
  readonly host: EngineHost;
  readonly runs: Runs;
  readonly choice: NodeChoice;
  readonly grower: Grower;
  readonly functions: FunctionIndex;
  readonly plans: PlanCommands;
  readonly reviewing: Pick<Reviewing, 'reviews'>;
  readonly shown: ShownDocuments;
}

/** A pin puts together again what is there: the model is asked nothing. */
const nothingAsked = { tokens: 0 } as const;

/** What can be done with a function of a plan, and with its candidates. */
export class NodeActions {
  readonly #parts: NodeActionParts;

  constructor(parts: NodeActionParts) {
    this.#parts = parts;
  }

  readonly openCandidate = async (argument: unknown): Promise<void> => {
    const title = vscode.l10n.t('Open Candidate');
    const isSampled = ({ node }: ChosenFunction) => node.candidates.length > 0;
    const { choice, shown } = this.#parts;
    const selected = choice.selectedOf(argument, isSampled);
    const chosen = selected ?? (await choice.candidate(argument, { fits: isSampled, title }));
    if (chosen) await shown.showCandidate(chosen.run, chosen.node, chosen.candidate.id);
    else tell(vscode.l10n.t('There is no candidate yet. Grow a function first.'));
  };

  readonly compareCandidates = (argument: unknown, more: unknown): Promise<void> =>
    compareCandidates(this.#parts.choice, this.#parts.shown, argument, more);

  /**
   * A helper's code is written anew while everything else that was answered stays; the function
   * itself is grown from nothing, by its file as it is now.
   */
  readonly regrow = async (argument: unknown): Promise<void> => {
    const chosen = await this.#steerable(argument, vscode.l10n.t('Regrow'));
    if (!chosen) return;
    const { run, node } = chosen;
    const { name } = node.contract;
    if (node.path === run.view?.root) {
      const task = await this.#taskAsItIsNow(run);
      if (task) await this.#parts.grower.growAnew(run, task);
      return;
    }
    // A pinned candidate would win again.
    const { examples } = steeringOf(run.task, name);
    await this.#parts.grower.regrow(run, {
      task: steered(run.task, name, examples ? { examples } : {}),
      afresh: [node.path],
    });
  };

  /** Leads to where the contract of a function is said: its stub in the file, or the plan. */
  readonly editContract = async (argument: unknown): Promise<void> => {
    const title = vscode.l10n.t('Edit Contract');
    const fits = ({ run }: ChosenFunction) => run.view !== undefined;
    const chosen = await this.#parts.choice.function(argument, { fits, title });
    if (!chosen) {
      tell(vscode.l10n.t('There is no plan yet. Grow a function first.'));
      return;
    }
    const { run, node } = chosen;
    const { view } = run;
    if (!view) return;
    if (node.path === view.root && !isModuleOfPlan(run.task)) await this.#showStub(run);
    else await this.#parts.plans.openAt(run, view, node.contract.name);
  };

  /** A trusted test more, by which the candidates that are there are judged first. */
  readonly addExample = async (argument: unknown): Promise<void> => {
    if (!isTrustedOrTold()) return;
    const title = vscode.l10n.t('Add Example');
    const fits = ({ run }: ChosenFunction) => run.view !== undefined;
    const chosen = await this.#parts.choice.function(argument, { fits, title });
    if (!chosen) {
      tell(vscode.l10n.t('There is no function to add an example to. Grow one first.'));
      return;
    }
    const { run, node } = chosen;
    const example = await this.#askForExample(run.task, node.contract);
    if (!example) return;
    const { name } = node.contract;
    const said = steeringOf(run.task, name);
    await this.#parts.grower.regrow(run, {
      task: steered(run.task, name, { ...said, examples: [...(said.examples ?? []), example] }),
    });
    await this.#renewReview(run);
  };

  readonly pin = async (argument: unknown): Promise<void> => {
    const chosen = await this.#parts.choice.candidate(argument, {
      fits: ({ run, node }) => isOver(run) && node.candidates.length > 0,
      title: vscode.l10n.t('Pin Candidate'),
    });
    if (!chosen) {
      tell(
        vscode.l10n.t(
          'There is no candidate to pin: a candidate can be pinned once its run is over.',
        ),
      );
      return;
    }
    const { run, node, candidate } = chosen;
    if (isPinned(run, node, candidate)) return;
    await this.#setPin(chosen, { ...steeringOf(run.task, node.contract.name), pinned: candidate });
  };

  readonly unpin = async (argument: unknown): Promise<void> => {
    const chosen = await this.#parts.choice.function(argument, {
      fits: ({ run, node }) =>
        isOver(run) && steeringOf(run.task, node.contract.name).pinned !== undefined,
      title: vscode.l10n.t('Unpin Candidate'),
    });
    if (!chosen) {
      tell(vscode.l10n.t('No candidate is pinned.'));
      return;
    }
    const { examples } = steeringOf(chosen.run.task, chosen.node.contract.name);
    await this.#setPin(chosen, examples ? { examples } : {});
  };

  async #setPin({ run, node }: ChosenFunction, said: Steering): Promise<void> {
    await this.#parts.grower.regrow(run, {
      task: steered(run.task, node.contract.name, said),
      budget: nothingAsked,
    });
    await this.#renewReview(run);
  }

  async #steerable(argument: unknown, title: string): Promise<ChosenFunction | undefined> {
    const chosen = await this.#parts.choice.function(argument, {
      fits: ({ run }) => isOver(run),
      title,
    });
    if (!chosen) tell(vscode.l10n.t('There is no function to regrow: its run must be over first.'));
    return chosen;
  }

  /** The task as its file says it now, with what the user said of the function since. */
  async #taskAsItIsNow({ task }: LiveRun): Promise<Task | undefined> {
    const { examples } = steeringOf(task, task.contract.name);
    const steering = steeredWith({}, task.contract.name, examples ? { examples } : {});
    if (isModuleOfPlan(task)) return { ...task, steering };
    const place = await this.#placeOf(task);
    const snapshot = place && snapshotOf(place.document);
    if (!place || !snapshot) return undefined;
    const { instruction } = task;
    const extra = instruction === undefined ? {} : { instruction };
    const captured = await this.#parts.host.use((coppice) =>
      coppice.capture(snapshot, place.offset, extra),
    );
    const plan = task.plan === undefined ? {} : { plan: task.plan };
    if (captured.ok) return { ...captured.value, ...plan, steering };
    void showWarningMessage(captured.error.message);
    return undefined;
  }

  async #showStub({ task }: LiveRun): Promise<void> {
    const place = await this.#placeOf(task);
    if (!place) return;
    const at = place.document.positionAt(place.offset);
    await vscode.window.showTextDocument(place.document, { selection: new vscode.Range(at, at) });
  }

  /** Where the target stands now. Where it is gone, the user is told. */
  async #placeOf({
    target,
  }: Task): Promise<
    { readonly document: vscode.TextDocument; readonly offset: number } | undefined
  > {
    const uri = vscode.Uri.parse(target.snapshot.uri);
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const functions = await this.#parts.functions.of(document);
      const found = functions.find(({ qualifiedName }) => qualifiedName === target.qualifiedName);
      if (found) return { document, offset: found.range.start };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      void showErrorMessage(
        vscode.l10n.t('{0} cannot be opened: {1}', vscode.workspace.asRelativePath(uri), why),
      );
      return undefined;
    }
    void showWarningMessage(
      vscode.l10n.t(
        '{0} is no longer in {1}.',
        target.qualifiedName,
        vscode.workspace.asRelativePath(uri),
      ),
    );
    return undefined;
  }

  async #askForExample(task: Task, contract: Contract) {
    const read = (text: string) =>
      this.#parts.host.use((coppice) => coppice.readExample(task, contract, text));
    const { name } = contract;
    const text = await showInputBox({
      title: vscode.l10n.t('Add Example to {0}', name),
      prompt: vscode.l10n.t('A call and what it gives. Every candidate must pass it from now on.'),
      placeHolder: exampleOf(contract, traitsOf(task.language).equality),
      ignoreFocusOut: true,
      validateInput: async (value) => {
        if (value.trim() === '') return undefined;
        const example = await read(value);
        return example.ok ? undefined : example.error.message;
      },
    });
    if (text === undefined || text.trim() === '') return undefined;
    const example = await read(text);
    return example.ok ? example.value : undefined;
  }

  /** A review that is open shows what the result is now. */
  async #renewReview({ key }: LiveRun): Promise<void> {
    const run = this.#parts.runs.get(key);
    if (run?.solution && tabsOfReview(key).length > 0) {
      await this.#parts.reviewing.reviews.open(run);
    }
  }
}

function steered(task: Task, name: string, said: Steering): Task {
  return { ...task, steering: steeredWith(task.steering, name, said) };
}

function isOver(run: LiveRun): boolean {
  return !run.isRunning && run.view !== undefined;
}

function exampleOf({ name, parameters }: Contract, equality: string): string {
  const names = parameters.filter(({ kind }) => kind === 'positional').map((each) => each.name);
  return `${name}(${names.join(', ')}) ${equality} …`;
}

function tell(message: string): void {
  void showInformationMessage(message);
}
