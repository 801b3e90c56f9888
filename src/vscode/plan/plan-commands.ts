import * as vscode from 'vscode';
import { moduleOfSolution } from '../../core/plan/plan-module.ts';
import { documentOfRun } from '../../core/plan/plan-of-run.ts';
import { taskOfPlan } from '../../core/plan/plan-task.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import type { Grower } from '../runs/grower.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import type { WhichRun } from '../runs/which-run.ts';
import { planLanguage } from './plan-documents.ts';

export interface PlanCommandParts {
  readonly host: EngineHost;
  readonly runs: Runs;
  readonly which: WhichRun;
  readonly grower: Grower;
  readonly functions: FunctionIndex;
}

/** What the commands for plans do: grow them, open those of runs, make them from code. */
export class PlanCommands {
  readonly #parts: PlanCommandParts;

  constructor(parts: PlanCommandParts) {
    this.#parts = parts;
  }

  /**
   * Grows a plan document or one of its functions by Parsel's search. What an earlier run of the
   * same document was answered is taken over where the plan asks the same again.
   */
  readonly grow = async (argument: unknown): Promise<void> => {
    const place = await planAt(argument);
    if (place === undefined) return;
    const { document, name } = place;
    const { runs, grower } = this.#parts;
    const task = taskOfPlan(document.getText(), {
      uri: document.uri.toString(),
      ...(name === undefined ? {} : { only: name }),
    });
    if (!task.ok) {
      const message = vscode.l10n.t('This plan cannot be grown yet. {0}', task.error.message);
      void vscode.window.showWarningMessage(message.replaceAll('`', "'"));
      return;
    }
    const earlier = runs.in(document.uri).findLast((run) => run.result !== undefined);
    // Who grows the same plan again wants other answers.
    const isEdited = earlier?.result !== undefined && earlier.task.plan !== task.value.plan;
    await grower.growTask(task.value, {
      strategy: 'parsel',
      ...(isEdited ? { reuse: earlier.result.id } : {}),
    });
  };

  /** Opens the plan of a run as a document that can be edited and grown. */
  readonly open = async (argument: unknown): Promise<void> => {
    const hasPlan = ({ view }: LiveRun): boolean => view !== undefined && view.nodes.size > 0;
    const run = await this.#parts.which.find(argument, hasPlan, vscode.l10n.t('Open Plan'));
    if (!run?.view) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no run with a plan. Grow a function first.'),
      );
      return;
    }
    const plan = run.solution?.plan;
    const content = documentOfRun({
      view: run.view,
      language: run.task.language,
      task: run.task,
      ...(plan ? { plan } : {}),
    });
    await openNew(content, planLanguage);
  };

  /** Opens the module that a grown plan has become. */
  readonly openCode = async (argument: unknown): Promise<void> => {
    const isGrown = ({ task, solution }: LiveRun): boolean =>
      task.plan !== undefined && solution !== undefined;
    const run = await this.#parts.which.find(argument, isGrown, vscode.l10n.t('Open Code of Plan'));
    const code = run?.solution && moduleOfSolution(run.task, run.solution);
    if (run === undefined || code === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No plan has been grown in this window yet.'),
      );
      return;
    }
    await openNew(code, run.task.language);
  };

  /** Opens the plan that the active file's code follows, from the function at the cursor. */
  readonly fromCode = async (): Promise<void> => {
    const { host, functions } = this.#parts;
    const editor = vscode.window.activeTextEditor;
    const snapshot = editor && snapshotOf(editor.document);
    if (editor === undefined || snapshot === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a Python, TypeScript or JavaScript file to make a plan of it.'),
      );
      return;
    }
    const offset = editor.document.offsetAt(editor.selection.active);
    const around = (await functions.of(editor.document)).find(
      ({ range }) => range.start <= offset && offset <= range.end,
    );
    const made = await host.use((coppice) => coppice.planFromCode(snapshot, around?.qualifiedName));
    if (made.ok) await openNew(made.value, planLanguage);
    else void vscode.window.showWarningMessage(made.error.message);
  };
}

/** The plan document, and the function of it, that a lens names; else the active editor's. */
async function planAt(
  argument: unknown,
): Promise<{ readonly document: vscode.TextDocument; readonly name?: string } | undefined> {
  if (typeof argument === 'object' && argument !== null && 'uri' in argument) {
    const { uri } = argument;
    const name =
      'name' in argument && typeof argument.name === 'string' ? argument.name : undefined;
    if (typeof uri === 'string') {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      return { document, ...(name === undefined ? {} : { name }) };
    }
  }
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === planLanguage) return { document };
  void vscode.window.showInformationMessage(vscode.l10n.t('Open a plan to grow it.'));
  return undefined;
}

async function openNew(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { preview: false });
}
