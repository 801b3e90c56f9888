import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Solution } from '../../core/strategies/strategy.ts';
import type { Patch } from '../../core/patch/patch.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import { virtualUri, type VirtualDocuments } from '../documents/virtual-documents.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { Throttle } from '../throttle.ts';
import { reviewedIn, tabsOfReview } from './review-tabs.ts';

interface Sides {
  readonly before: string;
  readonly after: string;
}

/** A patch for a document as it is at one version. */
interface Fitted {
  readonly document: vscode.TextDocument;
  readonly patch: Patch;
}

const refreshEveryMs = 300;
/** How often a patch is made anew when the user types meanwhile. */
const attempts = 5;

/**
 * Shows results as diffs whose sides are both virtual, and puts them into the file: one edit, one
 * undo, or nothing at all where the target is no longer what it was.
 */
export class Reviews implements vscode.Disposable {
  readonly #host: EngineHost;
  readonly #runs: Runs;
  readonly #documents: VirtualDocuments;
  readonly #sides = new Map<string, Sides>();
  readonly #edited = new Set<string>();
  readonly #refresh = new Throttle(refreshEveryMs, () => this.#refreshEdited());
  readonly #owned: vscode.Disposable;

  constructor(host: EngineHost, runs: Runs, documents: VirtualDocuments) {
    this.#host = host;
    this.#runs = runs;
    this.#documents = documents;
    documents.add('before', (run) => this.#sides.get(run)?.before ?? '');
    documents.add('after', (run) => this.#sides.get(run)?.after ?? '');
    this.#owned = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (runs.in(document.uri).length === 0) return;
        this.#edited.add(document.uri.toString());
        this.#refresh.request();
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const tab of closed) this.#forget(reviewedIn(tab));
      }),
      this.#refresh,
    );
  }

  /** Opens the diff of a run's result against its file as it is now. */
  async open(run: LiveRun): Promise<void> {
    const fitted = await this.#fit(run);
    if (!fitted) return;
    this.#show(run, fitted);
    const { uri } = fitted.document;
    const name = basename(uri.path);
    await vscode.commands.executeCommand(
      'vscode.diff',
      virtualUri('before', run.key, name),
      virtualUri('after', run.key, name),
      vscode.l10n.t('{0}: {1} (Coppice)', name, run.task.target.qualifiedName),
      { preview: false } satisfies vscode.TextDocumentShowOptions,
    );
  }

  /** Puts a run's result into its file. True where that was done. */
  async accept(run: LiveRun): Promise<boolean> {
    const fitted = await this.#fit(run);
    if (!fitted) return false;
    const { document, patch } = fitted;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of patch.parts.flatMap(({ edits }) => edits)) {
      const place = new vscode.Range(
        document.positionAt(range.start),
        document.positionAt(range.end),
      );
      edit.replace(document.uri, place, newText);
    }
    // VS Code refuses it as a whole where the document has changed since.
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The file could not be changed, so nothing was. Check that it is not read-only, then accept again.',
        ),
      );
      return false;
    }
    run.judge('accepted');
    await this.#close(run);
    await revealTarget(document, run);
    return true;
  }

  async reject(run: LiveRun): Promise<void> {
    run.judge('rejected');
    await this.#close(run);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** The edits for the document as it is, or undefined where it was refused and the user told why. */
  async #fit(run: LiveRun): Promise<Fitted | undefined> {
    const { solution } = run;
    if (!solution) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no candidate of {0} to review.', run.task.target.qualifiedName),
      );
      return undefined;
    }
    const document = await openTarget(run);
    if (!document) return undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const fitted = await this.#tryFit(run, solution, document);
      if (typeof fitted === 'string') {
        void vscode.window.showErrorMessage(vscode.l10n.t('{0} Nothing was changed.', fitted));
        return undefined;
      }
      if (isCurrent(fitted)) return fitted;
    }
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The file keeps changing. Try again when it is still.'),
    );
    return undefined;
  }

  /** The patch, or why there can be none. */
  async #tryFit(
    run: LiveRun,
    solution: Solution,
    document: vscode.TextDocument,
  ): Promise<Fitted | string> {
    const now = snapshotOf(document);
    if (!now) {
      return vscode.l10n.t(
        '{0} is no longer a file in a language that Coppice knows.',
        document.fileName,
      );
    }
    const result = await this.#host.use((coppice) => coppice.patchOf(run.task, solution, now));
    if (!result.ok) return result.error.message;
    return { document, patch: result.value };
  }

  #show(run: LiveRun, { document, patch }: Fitted): void {
    this.#sides.set(run.key, { before: patch.snapshot.text, after: patch.after });
    const name = basename(document.uri.path);
    this.#documents.refresh(virtualUri('before', run.key, name));
    this.#documents.refresh(virtualUri('after', run.key, name));
  }

  /** Open reviews follow the user's edits, as far as the result still fits; then they stay as they were. */
  #refreshEdited(): void {
    const uris = [...this.#edited];
    this.#edited.clear();
    for (const document of vscode.workspace.textDocuments) {
      if (!uris.includes(document.uri.toString())) continue;
      for (const run of this.#runs.in(document.uri)) {
        const { solution } = run;
        if (!solution || !run.isWaiting || !this.#sides.has(run.key)) continue;
        void this.#tryFit(run, solution, document).then((fitted) => {
          if (typeof fitted !== 'string' && isCurrent(fitted)) this.#show(run, fitted);
        });
      }
    }
  }

  /** Closes what this class has opened for the run. */
  async #close(run: LiveRun): Promise<void> {
    const tabs = tabsOfReview(run.key);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
    this.#sides.delete(run.key);
  }

  #forget(run: string | undefined): void {
    if (run !== undefined && tabsOfReview(run).length === 0) this.#sides.delete(run);
  }
}

/** False where the document was edited while the patch was made. */
function isCurrent({ document, patch }: Fitted): boolean {
  return patch.snapshot.version === document.version;
}

/** The document that a run is about. Where it is gone, the user is told. */
async function openTarget({ task }: LiveRun): Promise<vscode.TextDocument | undefined> {
  const uri = vscode.Uri.parse(task.target.snapshot.uri);
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} cannot be opened any more, so nothing was changed: {1}',
        vscode.workspace.asRelativePath(uri),
        error instanceof Error ? error.message : String(error),
      ),
    );
    return undefined;
  }
}

/** Shows the file where no editor shows it; an editor that does is left as it is. */
async function revealTarget(document: vscode.TextDocument, { task }: LiveRun): Promise<void> {
  const shown = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  if (shown) return;
  const place = document.positionAt(task.target.range.start);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
