import * as vscode from 'vscode';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { RunMemory } from '../runs/run-memory.ts';
import type { Runs } from '../runs/runs.ts';
import { readPageState } from './messages.ts';
import { ReportPanel, titleOf, webviewOptions } from './report-panel.ts';

const viewType = 'coppice.report';

/** The open reports: one panel for each run, brought back after a reload of the window. */
export class Reports implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #host: EngineHost;
  readonly #runs: Runs;
  readonly #memory: RunMemory;
  /** Holds the page's script and style, and nothing else. */
  readonly #folder: vscode.Uri;
  readonly #panels = new Map<vscode.WebviewPanel, ReportPanel>();
  readonly #owned: vscode.Disposable;

  constructor(host: EngineHost, runs: Runs, memory: RunMemory, extension: vscode.Uri) {
    this.#host = host;
    this.#runs = runs;
    this.#memory = memory;
    this.#folder = vscode.Uri.joinPath(extension, 'dist', 'report');
    this.#owned = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      runs.onDidChange((run) => this.#follow(run)),
    );
  }

  /** Opens the report of a run, or brings it to the front. */
  show(run: LiveRun): void {
    const open = [...this.#panels.values()].find((panel) => panel.run === run);
    if (open) {
      open.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      viewType,
      titleOf(run),
      vscode.ViewColumn.Active,
      { ...webviewOptions(this.#folder), enableFindWidget: true },
    );
    this.#fill(panel, run);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = readPageState(state);
    const run = kept && (await this.#memory.find(kept.run));
    if (!kept || !run) {
      panel.dispose();
      return;
    }
    this.#fill(panel, run, kept.path);
  }

  dispose(): void {
    this.#owned.dispose();
    for (const [panel, report] of this.#panels) {
      report.dispose();
      panel.dispose();
    }
    this.#panels.clear();
  }

  #fill(panel: vscode.WebviewPanel, run: LiveRun, path?: string): void {
    const report = new ReportPanel(panel, run, {
      host: this.#host,
      folder: this.#folder,
      ...(path !== undefined && { path }),
    });
    this.#panels.set(panel, report);
    panel.onDidDispose(() => {
      this.#panels.delete(panel);
      report.dispose();
    });
  }

  /** A run that is resumed is another one in this window, with the same journal. */
  #follow(run: LiveRun): void {
    for (const report of this.#panels.values()) {
      const isGone = this.#runs.get(report.run.key) === undefined;
      const isNext = isGone && run.view !== undefined && run.view.id === report.run.view?.id;
      if (report.run === run || isNext) report.follow(run);
    }
  }
}
