import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { PlacedTestFile } from '../../node/test-files/place-test-file.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import {
  runOf,
  virtualScheme,
  virtualUri,
  type VirtualDocuments,
} from '../documents/virtual-documents.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { testsOf } from './test-offers.ts';
import {
  showDiff,
  showErrorMessage,
  showInformationMessage,
  showWarningMessage,
} from '../shown.ts';

/** The run whose tests are under review in this tab, or undefined. */
export function testsReviewedIn(tab: vscode.Tab | undefined): string | undefined {
  if (!(tab?.input instanceof vscode.TabInputTextDiff)) return undefined;
  const { modified } = tab.input;
  return modified.scheme === virtualScheme && modified.authority === 'tests-after'
    ? runOf(modified)
    : undefined;
}

/** Shows a run's tests as a change of the project's test file, and makes that change when accepted. */
export class TestReviews implements vscode.Disposable {
  readonly #host: EngineHost;
  readonly #documents: VirtualDocuments;
  readonly #shown = new Map<string, PlacedTestFile>();
  readonly #owned: vscode.Disposable;

  constructor(host: EngineHost, documents: VirtualDocuments) {
    this.#host = host;
    this.#documents = documents;
    documents.add('tests-before', (run) => this.#shown.get(run)?.before ?? '');
    documents.add('tests-after', (run) => this.#shown.get(run)?.after ?? '');
    this.#owned = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed) {
        const run = testsReviewedIn(tab);
        if (run !== undefined && tabsOf(run).length === 0) this.#shown.delete(run);
      }
    });
  }

  /** Opens the diff. Where there is nothing to show the user is told why. */
  async open(run: LiveRun): Promise<void> {
    const file = await this.#fileOf(run);
    if (!file) return;
    this.#shown.set(run.key, file);
    const name = basename(file.path);
    const [before, after] = [
      virtualUri('tests-before', run.key, name),
      virtualUri('tests-after', run.key, name),
    ];
    this.#documents.refresh(before);
    this.#documents.refresh(after);
    const title =
      file.before === undefined
        ? vscode.l10n.t('{0}: new tests of {1} (Coppice)', file.path, run.task.target.qualifiedName)
        : vscode.l10n.t('{0}: tests of {1} (Coppice)', file.path, run.task.target.qualifiedName);
    await showDiff(before, after, title, { preview: false });
    if (file.leftOut.length > 0) tellLeftOut(file);
  }

  /** Makes the change, in one edit. Undefined where it was refused and the user told why. */
  async accept(run: LiveRun): Promise<PlacedTestFile | undefined> {
    const file = await this.#fileOf(run);
    if (!file) return undefined;
    const uri = vscode.Uri.parse(file.uri);
    if (!(await vscode.workspace.applyEdit(await editFor(file, uri)))) {
      void showErrorMessage(
        vscode.l10n.t(
          '{0} could not be changed, so nothing was. Check that it is not read-only.',
          file.path,
        ),
      );
      return undefined;
    }
    await this.close(run);
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.positionAt(Math.max(0, document.getText().indexOf('Written by Coppice')));
    await vscode.window.showTextDocument(document, {
      preview: false,
      selection: new vscode.Range(at, at),
    });
    return file;
  }

  async close(run: LiveRun): Promise<void> {
    const tabs = tabsOf(run.key);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
    this.#shown.delete(run.key);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #fileOf(run: LiveRun): Promise<PlacedTestFile | undefined> {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse(run.task.target.snapshot.uri),
    );
    const now = snapshotOf(document);
    if (!now) return undefined;
    const open = vscode.workspace.textDocuments
      .filter(({ isDirty }) => isDirty)
      .flatMap((each) => snapshotOf(each) ?? []);
    const result = await this.#host.use((coppice) =>
      coppice.testFileOf(run.task, testsOf(run), now, open),
    );
    if (result.ok) return result.value;
    void showWarningMessage(result.error.message);
    return undefined;
  }
}

function tabsOf(run: string): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => testsReviewedIn(tab) === run);
}

async function editFor(file: PlacedTestFile, uri: vscode.Uri): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  if (file.before === undefined) {
    edit.createFile(uri, { contents: new TextEncoder().encode(file.after) });
    return edit;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  for (const { range, newText } of file.edits) {
    const place = new vscode.Range(
      document.positionAt(range.start),
      document.positionAt(range.end),
    );
    edit.replace(uri, place, newText);
  }
  return edit;
}

function tellLeftOut({ leftOut }: PlacedTestFile): void {
  const [first] = leftOut;
  if (!first) return;
  const message =
    leftOut.length === 1
      ? vscode.l10n.t('One test is left out. {0}: {1}', first.call, first.reason)
      : vscode.l10n.t('{0} tests are left out. {1}: {2}', leftOut.length, first.call, first.reason);
  void showInformationMessage(message);
}
