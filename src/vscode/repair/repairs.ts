import * as vscode from 'vscode';
import { traitsOf } from '../../core/languages/traits.ts';
import type { Task } from '../../core/task.ts';
import type { FoundRepair } from '../../node/coppice.ts';
import { assertionAt } from '../code-actions/assertion.ts';
import { placeOf, type Place } from '../commands/place.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import { snapshotOrTold } from '../documents/supported.ts';
import type { EngineHost } from '../engine-host.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { isTestDocument } from '../functions/test-document.ts';
import type { Grower } from '../runs/grower.ts';
import { readSetting } from '../settings/read.ts';
import { runSettings } from '../settings/run-settings.ts';
import { isTrustedOrTold } from '../trust.ts';
import { functionCalled } from './called-function.ts';
import { diagnosedIn, messageOfTest, problemIn, type Problem } from './problem.ts';
import { showErrorMessage, showInputBox, showWarningMessage } from '../shown.ts';

export interface RepairParts {
  readonly host: EngineHost;
  readonly grower: Grower;
  readonly functions: FunctionIndex;
}

/** `Coppice: Repair Function`: grows again what is written already, from what is wrong with it. */
export class Repairs {
  readonly #parts: RepairParts;

  constructor(parts: RepairParts) {
    this.#parts = parts;
  }

  /** Called from the palette, a code action, or the message of a failed test. */
  readonly run = async (argument: unknown): Promise<void> => {
    if (!isTrustedOrTold()) return;
    const failed = failedTest(argument);
    if (failed) {
      await this.#repairTested(failed);
      return;
    }
    const place = await placeOf(argument);
    if (!place) return;
    const problem = problemIn(argument);
    const test = problem === undefined ? await this.#testAt(place) : problem.asserted;
    if (test === undefined) await this.#repair(place, problem);
    else await this.#repairAsserted(place.document, problem?.message ?? '', test);
  };

  async #repairTested({ uri, range, message }: FailedTest): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const offset = document.offsetAt(range.start);
    const place = { document, offset };
    const test = (await this.#testAt(place)) ?? (await this.#functionText(place));
    await this.#repairAsserted(document, message, test ?? '');
  }

  /** Repairs the function that test code is about. */
  async #repairAsserted(
    document: vscode.TextDocument,
    message: string,
    asserted: string,
  ): Promise<void> {
    const place = await functionCalled(document, asserted, this.#parts.functions);
    if (!place) {
      void showWarningMessage(
        vscode.l10n.t(
          'This test calls no function of the workspace that could be found. Put the cursor on the function and run Repair Function there.',
        ),
      );
      return;
    }
    await this.#repair(place, { message, asserted });
  }

  async #repair({ document, offset }: Place, problem: Problem | undefined): Promise<void> {
    const { host, grower } = this.#parts;
    const snapshot = snapshotOrTold(document);
    if (!snapshot) return;
    const extra = problem?.asserted === undefined ? {} : { asserted: problem.asserted };
    const captured = await host.use((coppice) => coppice.capture(snapshot, offset, extra));
    if (!captured.ok) {
      void showWarningMessage(captured.error.message);
      return;
    }
    const task = captured.value;
    const said = problem?.message ?? diagnosedIn(document, rangeOf(document, task));
    if (task.target.isStub) {
      await grower.growTask(said === '' ? task : { ...task, instruction: said }, {});
      return;
    }
    const repair = await this.#find(task, said);
    if (repair) await grower.growTask(repair.task, { strategy: repair.strategy });
  }

  /** Runs what is there first; where nothing is known to be wrong with it, the user is asked. */
  async #find(task: Task, said: string): Promise<FoundRepair | undefined> {
    const { name } = task.contract;
    const found = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Coppice runs {0} as it is', name),
        cancellable: true,
      },
      (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        const options = { settings: runSettings(readSetting), signal: abort.signal };
        return this.#parts.host.use((coppice) => coppice.repair(task, said, options));
      },
    );
    if (!found.ok) {
      if (found.error.reason !== 'cancelled') {
        void showErrorMessage(found.error.message);
      }
      return undefined;
    }
    if (said !== '' || found.value.failing.length > 0) return found.value;
    const { length } = task.examples;
    const wrong = await showInputBox({
      title: vscode.l10n.t('What is wrong with {0}?', name),
      prompt:
        length === 0
          ? vscode.l10n.t('It has no examples that could tell.')
          : vscode.l10n.t('It passes its examples ({0}).', length),
      placeHolder: vscode.l10n.t('It forgets empty lines'),
      ignoreFocusOut: true,
    });
    return wrong?.trim() ? this.#find(task, wrong.trim()) : undefined;
  }

  /** The assertion at a place; for a place in a test, where it has no assertion, that test. */
  async #testAt(place: Place): Promise<string | undefined> {
    const { document, offset } = place;
    const snapshot = snapshotOf(document);
    if (!snapshot) return undefined;
    const language = traitsOf(snapshot.languageId);
    const { line } = document.positionAt(offset);
    const asserted = assertionAt(snapshot.text.split(/\r?\n/), line, language);
    if (asserted !== undefined || !isTestDocument(document.uri)) return asserted;
    return this.#functionText(place);
  }

  async #functionText({ document, offset }: Place): Promise<string | undefined> {
    const around = (await this.#parts.functions.of(document)).filter(
      ({ range }) => range.start <= offset && offset <= range.end,
    );
    const range = around.at(-1)?.range;
    return range && document.getText().slice(range.start, range.end);
  }
}

interface FailedTest {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly message: string;
}

/** What the menu of a failed test's message hands over: `{ test, message }`. */
function failedTest(argument: unknown): FailedTest | undefined {
  if (typeof argument !== 'object' || argument === null || !('message' in argument)) {
    return undefined;
  }
  const { test, message } = argument as { test?: vscode.TestItem; message: vscode.TestMessage };
  const uri = message.location?.uri ?? test?.uri;
  const range = message.location?.range ?? test?.range;
  return uri && range ? { uri, range, message: messageOfTest(message) } : undefined;
}

function rangeOf(document: vscode.TextDocument, { target }: Task): vscode.Range {
  const { start, end } = target.range;
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
