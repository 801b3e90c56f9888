import * as vscode from 'vscode';
import { findTests } from '../../core/test-files/find-tests.ts';
import type { EngineHost } from '../engine-host.ts';
import { Throttle } from '../throttle.ts';
import { testId, type AcceptedFile, type AcceptedTests } from './accepted-tests.ts';
import { runInExplorer } from './run-in-explorer.ts';

const refreshEveryMs = 300;

/**
 * Accepted tests in the Test Explorer, each with a button that runs it by the project's own framework.
 * They are found again by name; one that the user has deleted is not shown.
 */
export class TestExplorer implements vscode.Disposable {
  readonly #accepted: AcceptedTests;
  readonly #host: EngineHost;
  readonly #edited = new Set<string>();
  readonly #refresh = new Throttle(refreshEveryMs, () => void this.#refreshEdited());
  readonly #owned: vscode.Disposable;
  /** One for each file, so that it goes when the file does. */
  readonly #watchers = new Map<string, vscode.Disposable>();
  #controller: vscode.TestController | undefined;

  constructor(accepted: AcceptedTests, host: EngineHost) {
    this.#accepted = accepted;
    this.#host = host;
    this.#owned = vscode.Disposable.from(
      this.#refresh,
      accepted.onDidChange(() => void this.#showAll()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#look(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#look(document.uri)),
    );
    // Without accepted tests there is nothing to show, and the Test Explorer is left alone.
    if (accepted.files.length > 0) this.#start();
    for (const { uri } of vscode.workspace.textDocuments) this.#look(uri);
  }

  dispose(): void {
    this.#owned.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#controller?.dispose();
  }

  #start(): vscode.TestController {
    if (this.#controller) return this.#controller;
    const controller = vscode.tests.createTestController('coppice', 'Coppice');
    this.#controller = controller;
    controller.resolveHandler = (item) => (item ? undefined : this.#showAll());
    controller.refreshHandler = () => this.#showAll();
    controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, token) =>
        runInExplorer({ controller, accepted: this.#accepted, host: this.#host }, request, token),
      true,
    );
    return controller;
  }

  #look(uri: vscode.Uri): void {
    const text = uri.toString();
    if (!this.#accepted.files.some((file) => file.uri === text)) return;
    this.#edited.add(text);
    this.#refresh.request();
  }

  async #refreshEdited(): Promise<void> {
    const edited = [...this.#edited];
    this.#edited.clear();
    for (const file of this.#accepted.files) if (edited.includes(file.uri)) await this.#show(file);
  }

  async #showAll(): Promise<void> {
    const { files } = this.#accepted;
    for (const file of files) await this.#show(file);
    const known = new Set(files.map(({ uri }) => uri));
    for (const [id] of this.#controller?.items ?? []) if (!known.has(id)) this.#remove(id);
  }

  async #show(file: AcceptedFile): Promise<void> {
    const controller = this.#start();
    const uri = vscode.Uri.parse(file.uri);
    this.#watch(file.uri);
    const text = await textOf(uri);
    const found = text === undefined ? [] : findTests(text.text, file.names, file.path);
    if (!text || found.length === 0) {
      controller.items.delete(file.uri);
      return;
    }
    const item =
      controller.items.get(file.uri) ??
      controller.createTestItem(file.uri, vscode.workspace.asRelativePath(uri), uri);
    const groups = Map.groupBy(found, ({ name }) => name.slice(0, -1).join('\n'));
    item.children.replace(
      [...groups].flatMap(([key, tests]) => {
        const items = tests.map(({ name, start, end }) => {
          const test = controller.createTestItem(testId(file.uri, name), name.at(-1) ?? '', uri);
          test.range = new vscode.Range(text.positionAt(start), text.positionAt(end));
          return test;
        });
        if (key === '') return items;
        const group = controller.createTestItem(
          `${file.uri}\n${key}`,
          key.replaceAll('\n', ' › '),
          uri,
        );
        group.children.replace(items);
        return [group];
      }),
    );
    controller.items.add(item);
  }

  #watch(uri: string): void {
    if (this.#watchers.has(uri)) return;
    const file = vscode.Uri.parse(uri);
    const pattern = new vscode.RelativePattern(
      vscode.Uri.joinPath(file, '..'),
      file.path.split('/').at(-1) ?? '',
    );
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const look = () => this.#look(file);
    this.#watchers.set(
      uri,
      vscode.Disposable.from(
        watcher,
        watcher.onDidChange(look),
        watcher.onDidCreate(look),
        watcher.onDidDelete(look),
      ),
    );
  }

  #remove(uri: string): void {
    this.#controller?.items.delete(uri);
    this.#watchers.get(uri)?.dispose();
    this.#watchers.delete(uri);
  }
}

interface ReadText {
  readonly text: string;
  positionAt(offset: number): vscode.Position;
}

/** What the editor or the disk has; undefined where there is no such file. */
async function textOf(uri: vscode.Uri): Promise<ReadText | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const document = open ?? (await vscode.workspace.openTextDocument(uri));
  return { text: document.getText(), positionAt: (offset) => document.positionAt(offset) };
}
