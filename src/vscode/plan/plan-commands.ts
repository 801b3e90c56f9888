import * as vscode from 'vscode';
import type { RunView } from '../../core/view/view.ts';
import { isModuleOfPlan } from '../../core/plan/edited-plan.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import type { Grower } from '../runs/grower.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import type { WhichRun } from '../runs/which-run.ts';
import type { PlanLanguage } from './plan-language.ts';
import { planLanguage } from './plan-language-id.ts';
import { showInformationMessage, showWarningMessage } from '../shown.ts';

export interface PlanCommandParts {
  readonly host: EngineHost;
  readonly runs: Runs;
  readonly which: WhichRun;
  readonly grower: Grower;
  readonly functions: FunctionIndex;
  readonly language: Pick<PlanLanguage, 'bundle'>;
}

/** The run that a plan document was made of, and its text as it was then. */
interface Origin {
  readonly run: LiveRun;
  readonly text: string;
}

/** What the commands for plans do: grow them, open those of runs, make them from code. */
export class PlanCommands {
  readonly #parts: PlanCommandParts;
  /** Documents that were made of runs. */
  readonly #origins = new WeakMap<vscode.TextDocument, Origin>();

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
    if (name === undefined && (await this.#growEdited(document))) return;
    const { runs, grower, language } = this.#parts;
    const task = language.bundle.taskOfPlan(document.getText(), {
      uri: document.uri.toString(),
      ...(name === undefined ? {} : { only: name }),
    });
    if (!task.ok) {
      tellCannotGrow(task.error.message);
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
      void showInformationMessage(
        vscode.l10n.t('There is no run with a plan. Grow a function first.'),
      );
      return;
    }
    await this.#openMade(run, run.view);
  };

  /** Opens the plan of a run, or the document that it was grown from, at one of its functions. */
  async openAt(run: LiveRun, view: RunView, name: string): Promise<void> {
    const own = isModuleOfPlan(run.task)
      ? openDocuments().find(({ uri }) => uri.toString() === run.task.target.snapshot.uri)
      : undefined;
    const document = own ?? (await this.#openMade(run, view));
    const { definitions } = this.#parts.language.bundle.diagnose(document.getText()).document;
    const range = definitions.find((each) => each.name.text === name)?.name.range;
    const at = document.positionAt(range?.start ?? 0);
    await vscode.window.showTextDocument(document, {
      preview: false,
      selection: new vscode.Range(at, at),
    });
  }

  /** Shows the document that was made of a run; where it is closed, another one is made. */
  async #openMade(run: LiveRun, view: RunView): Promise<vscode.TextDocument> {
    const made = openDocuments().find((each) => {
      const origin = this.#origins.get(each)?.run;
      // A run that was grown from the document is shown by it too.
      return origin === run || (origin?.key === run.key && run.task.plan !== undefined);
    });
    if (made) {
      await vscode.window.showTextDocument(made, { preview: false });
      return made;
    }
    const plan = run.solution?.plan;
    const { language } = run.task;
    const { bundle } = this.#parts.language;
    const text = bundle.documentOfRun({
      view,
      language,
      task: run.task,
      ...(plan ? { plan } : {}),
    });
    const document = await openNew(text, planLanguage);
    this.#origins.set(document, { run, text });
    return document;
  }

  /**
   * Grows the edited plan of a run whose target stands in a file: the result goes there. False where
   * the document is no such plan.
   */
  async #growEdited(document: vscode.TextDocument): Promise<boolean> {
    const origin = this.#origins.get(document);
    const run = origin && this.#parts.runs.get(origin.run.key);
    if (!run || isModuleOfPlan(run.task)) return false;
    const task = this.#parts.language.bundle.taskByEditedPlan(
      run.task,
      origin.text,
      document.getText(),
    );
    if (task.ok) await this.#parts.grower.regrow(run, { task: task.value });
    else tellCannotGrow(task.error.message);
    return true;
  }

  /** Opens the module that a grown plan has become. */
  readonly openCode = async (argument: unknown): Promise<void> => {
    const isGrown = ({ task, solution }: LiveRun): boolean =>
      isModuleOfPlan(task) && solution !== undefined;
    const run = await this.#parts.which.find(argument, isGrown, vscode.l10n.t('Open Code of Plan'));
    const { task, solution } = run ?? {};
    const code =
      task &&
      solution &&
      (await this.#parts.host.use((coppice) => coppice.moduleOf(task, solution)));
    if (run === undefined || code === undefined) {
      void showInformationMessage(vscode.l10n.t('No plan has been grown in this window yet.'));
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
      void showInformationMessage(
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
    else void showWarningMessage(made.error.message);
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
  void showInformationMessage(vscode.l10n.t('Open a plan to grow it.'));
  return undefined;
}

async function openNew(content: string, language: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

function openDocuments(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed);
}

function tellCannotGrow(why: string): void {
  const message = vscode.l10n.t('This plan cannot be grown yet. {0}', why);
  void showWarningMessage(message.replaceAll('`', "'"));
}
