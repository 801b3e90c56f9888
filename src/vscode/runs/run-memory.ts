import * as vscode from 'vscode';
import type { RunSummary } from '../../core/engine/runs.ts';
import { fail } from '../../core/result.ts';
import type { RunHooks } from '../../node/coppice.ts';
import type { EngineHost } from '../engine-host.ts';
import { Throttle } from '../throttle.ts';
import type { LiveRun, Verdict } from './live-run.ts';
import type { Runs } from './runs.ts';
import { showErrorMessage, showInformationMessage, showQuickPick } from '../shown.ts';

/** A run of the view, as it is kept for the next window on this workspace. */
interface Remembered {
  readonly id: string;
  readonly verdict: Verdict;
}

const storeKey = 'coppice.runs';
const storeEveryMs = 500;
/** Runs offered for opening. */
const offered = 50;

/** What was is shown: nothing is asked and nobody answers. */
const showHooks: RunHooks = {
  signal: new AbortController().signal,
  onView: () => undefined,
  onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
};

/** Brings runs back from their journals: those of the view after a reload, others by choice. */
export class RunMemory implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #host: EngineHost;
  readonly #runs: Runs;
  readonly #log: (text: string) => void;
  readonly #store = new Throttle(storeEveryMs, () => void this.#remember());
  readonly #owned: vscode.Disposable;
  #restored: Promise<void> | undefined;

  constructor(state: vscode.Memento, host: EngineHost, runs: Runs, log: (text: string) => void) {
    this.#state = state;
    this.#host = host;
    this.#runs = runs;
    this.#log = log;
    this.#owned = vscode.Disposable.from(
      runs.onDidChange(() => this.#store.request()),
      this.#store,
    );
  }

  /** Once for each window, when something that shows runs is first looked at. */
  restore(): Promise<void> {
    this.#restored ??= this.#restore();
    return this.#restored;
  }

  /** The run with this id, brought back from its journal where the view does not have it. */
  async find(id: string): Promise<LiveRun | undefined> {
    await this.restore();
    const shown = this.#runs.all.find(({ view }) => view?.id === id);
    return shown ?? this.#bringBack(id, 'pending', false);
  }

  /** Lets the user choose among all runs of this workspace's files. */
  async openEarlier(): Promise<LiveRun | undefined> {
    const all = await this.#host.use((coppice) => coppice.list());
    const items = all
      .filter((run): run is RunSummary => 'state' in run && isHere(run) && !this.#shows(run.id))
      .slice(0, offered)
      .map((run) => ({
        label: run.title,
        description: vscode.workspace.asRelativePath(vscode.Uri.parse(run.uri)),
        detail: [new Date(run.startedAt).toLocaleString(), run.state, run.message]
          .filter((part) => part !== undefined)
          .join(' · '),
        id: run.id,
      }));
    if (items.length === 0) {
      void showInformationMessage(
        vscode.l10n.t('There are no earlier runs for the files of this workspace.'),
      );
      return undefined;
    }
    const picked = await showQuickPick(items, {
      title: vscode.l10n.t('Open Earlier Run'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked && this.#bringBack(picked.id, 'pending', true);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #restore(): Promise<void> {
    const remembered = this.#state.get<readonly Remembered[]>(storeKey, []);
    for (const { id, verdict } of remembered) await this.#bringBack(id, verdict, false);
  }

  async #bringBack(id: string, verdict: Verdict, asked: boolean): Promise<LiveRun | undefined> {
    if (this.#shows(id)) return undefined;
    const result = await this.#host
      .use((coppice) => coppice.show(id, showHooks))
      // A journal that cannot be shown must not keep the view from showing the others.
      .catch((error: unknown) => fail({ reason: 'internal-error', message: String(error) }));
    if (result.ok) return this.#runs.restore(result.value, verdict);
    const { message } = result.error;
    this.#log(`The run ${id} cannot be shown: ${message}`);
    if (asked) void showErrorMessage(message);
    return undefined;
  }

  #shows(id: string): boolean {
    return this.#runs.all.some(({ view }) => view?.id === id);
  }

  async #remember(): Promise<void> {
    // What is not back yet would be forgotten.
    await this.restore();
    const remembered = this.#runs.all.flatMap(({ view, verdict }): Remembered[] =>
      view ? [{ id: view.id, verdict }] : [],
    );
    await this.#state.update(storeKey, remembered);
  }
}

function isHere({ uri }: RunSummary): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) !== undefined;
}
